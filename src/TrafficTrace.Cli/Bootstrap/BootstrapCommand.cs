using System.CommandLine;
using TrafficTrace.Cli.Options;

namespace TrafficTrace.Cli.Bootstrap;

internal static class BootstrapCommand
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(600); // Envoy's own

    public static Command Create()
    {
        var mesh = NameOptions.Mesh();
        var name = NameOptions.Dataplane();
        var service = new Option<string>("--service")
        {
            Description = "Service name of the proxy's spans in Zipkin (Envoy's node.cluster) [default: the Dataplane's name]",
            HelpName = "SERVICE",
        }.Check(text => string.IsNullOrWhiteSpace(text) ? "the service name must not be empty" : null);
        var xdsAddress = XdsHostOptions.Address();
        var xdsPort = XdsHostOptions.Port();
        var adminPort = OptionValues.Port("--admin-port", "Envoy's admin port, on 127.0.0.1; 0 lets Envoy choose.", 9901, lowest: 0);
        var apiType = Words.Option<XdsApiType>(
            "--api-type", "The protocol's variant: GRPC is state-of-the-world, DELTA_GRPC sends changes only.");
        var rtds = new Option<bool>("--rtds")
        {
            Description =
                "Take sampling by runtime discovery, so that a change drains no connection; with false it stands in the listeners.",
            HelpName = "true|false",
            DefaultValueFactory = _ => true,
        };
        var drainTime = Duration.Option("--drain-time", "How long Envoy lets connections of a changed listener live.", DrainTime);

        var command = new Command("bootstrap", "Print an Envoy bootstrap that connects a proxy to the control plane.")
        {
            mesh, name, service, xdsAddress, xdsPort, adminPort, apiType, rtds, drainTime,
        };
        command.SetAction(parsed =>
        {
            var dataplane = parsed.GetRequiredValue(name);
            var options = new BootstrapOptions(
                parsed.GetRequiredValue(mesh),
                dataplane,
                parsed.GetValue(service) ?? dataplane,
                parsed.GetRequiredValue(xdsAddress),
                parsed.GetValue(xdsPort),
                parsed.GetValue(adminPort),
                parsed.GetValue(apiType),
                parsed.GetValue(rtds),
                parsed.GetValue(drainTime) ?? DrainTime);
            parsed.InvocationConfiguration.Output.Write(BootstrapYaml.Render(options));
        });
        return command;
    }
}
