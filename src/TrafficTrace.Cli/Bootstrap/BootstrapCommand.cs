using System.CommandLine;

namespace TrafficTrace.Cli.Bootstrap;

internal static class BootstrapCommand
{
    public static Command Create()
    {
        var mesh = new Option<string>("--mesh", "-m") { Description = "Mesh of the dataplane.", DefaultValueFactory = _ => "default" }
            .Check(Names.WrongWithMesh);
        var name = new Option<string>("--name") { Description = "Name of the dataplane.", Required = true }.Check(Names.WrongWithDataplane);
        var service = new Option<string?>("--service")
        {
            Description = "Envoy's node.cluster, which Zipkin shows as the service name of the proxy's spans. Default: the dataplane's name.",
        }.Check(text => string.IsNullOrWhiteSpace(text) ? "the service name must not be empty" : null);
        var xdsAddress = new Option<string>("--xds-address")
        {
            Description = "IP address or DNS name of the control plane.",
            DefaultValueFactory = _ => "127.0.0.1",
        }.Check(WrongWithHost);
        var xdsPort = new Option<int>("--xds-port") { Description = "xDS port of the control plane.", DefaultValueFactory = _ => 5678 }.CheckPort(1);
        var adminPort = new Option<int>("--admin-port")
        {
            Description = "Envoy's admin port, on 127.0.0.1; 0 lets Envoy choose.",
            DefaultValueFactory = _ => 9901,
        }.CheckPort(0);
        var apiType = new Option<XdsApiType>("--api-type") { Description = "GRPC (state-of-the-world) or DELTA_GRPC." };
        var rtds = new Option<bool>("--rtds")
        {
            Description = "Take sampling by runtime discovery, so that a change drains no connection. With false it stands in the listeners.",
            DefaultValueFactory = _ => true,
        };

        var command = new Command("bootstrap", "Print an Envoy bootstrap that connects a proxy to the control plane.")
        {
            mesh, name, service, xdsAddress, xdsPort, adminPort, apiType, rtds,
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
                parsed.GetValue(rtds));
            parsed.InvocationConfiguration.Output.Write(BootstrapYaml.Render(options));
        });
        return command;
    }

    private static string? WrongWithHost(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Unknown ? "it is neither an IP address nor a DNS name (the port has an option of its own)" : null;
}
