using System.CommandLine;
using TrafficTrace.Cli.Dump;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Translate;

internal static class TranslateCommand
{
    public static Command Create()
    {
        var input = new InputOptions();
        var node = new Option<string>("--node") { Description = "The proxy's node id, <mesh>.<dataplane>.", Required = true }
            .Check(Names.WrongWithNode);
        var sampling = new Option<SamplingMode>("--sampling")
        {
            Description = "How the proxy takes its sampling: listener, or rtds as with a generated bootstrap.",
        };
        var type = new Option<ConfigurationType?>("--type") { Description = "Print this part only." };
        var asBootstrap = new Option<bool>("--static")
        {
            Description = "Print a bootstrap with everything in it, which Envoy can check or run without a control plane.",
        };
        var format = new Option<OutputFormat>("--output", "-o") { Description = "yaml or json." };

        var command = new Command(
            "translate", "Print what a proxy would be sent, from files and without a control plane, and why it is traced or not.");
        input.AddTo(command);
        foreach (var option in new Option[] { node, sampling, type, asBootstrap, format })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(type) == ConfigurationType.Runtime && result.GetValue(sampling) != SamplingMode.Rtds)
                result.AddError("--type runtime needs --sampling rtds: a proxy without it asks for no runtime.");
            if (result.GetValue(type) is not null && result.GetValue(asBootstrap))
                result.AddError("--static prints a whole bootstrap: leave --type out.");
        });
        command.SetAction(parsed =>
        {
            var options = new TranslateOptions(
                parsed.GetRequiredValue(node),
                parsed.GetValue(sampling),
                parsed.GetValue(type),
                parsed.GetValue(asBootstrap),
                parsed.GetValue(format));
            var configuration = parsed.InvocationConfiguration;
            return new TranslateRun(options, configuration.Output, configuration.Error).Run(input.Read(parsed));
        });
        return command;
    }
}
