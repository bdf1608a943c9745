using System.CommandLine;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Dump;

internal static class DumpCommand
{
    public static Command Create()
    {
        var node = new Option<string>("--node") { Description = "The proxy's node id, <mesh>.<dataplane>.", Required = true }.Check(Names.WrongWithNode);
        var address = XdsAddress.Option("--xds-address");
        var rtds = new Option<bool>("--rtds") { Description = "Take sampling by runtime discovery, as a proxy with a generated bootstrap does." };
        var delta = new Option<bool>("--delta") { Description = "Speak the delta protocol instead of state-of-the-world." };
        var type = new Option<ConfigurationType?>("--type") { Description = "Print this part only." };
        var format = new Option<OutputFormat>("--output", "-o") { Description = "yaml or json." };
        var timeout = new Option<TimeSpan>("--timeout")
        {
            Description = "How long to wait for all answers, such as 5s or 500ms.",
            DefaultValueFactory = _ => TimeSpan.FromSeconds(5),
            CustomParser = Duration.Parse,
        };

        var command = new Command("dump", "Connect as a proxy would, print what it is sent, and leave.") { node, address, rtds, delta, type, format, timeout };
        command.Validators.Add(result =>
        {
            if (result.GetValue(type) == ConfigurationType.Runtime && !result.GetValue(rtds))
                result.AddError("--type runtime needs --rtds: a proxy without it asks for no runtime.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var options = new DumpOptions(
                parsed.GetRequiredValue(node),
                parsed.GetRequiredValue(address),
                parsed.GetValue(rtds),
                parsed.GetValue(delta),
                parsed.GetValue(type),
                parsed.GetValue(format),
                parsed.GetValue(timeout));
            var configuration = parsed.InvocationConfiguration;
            return new DumpRun(options, configuration.Output, configuration.Error, TimeProvider.System).RunAsync(cancellation);
        });
        return command;
    }
}
