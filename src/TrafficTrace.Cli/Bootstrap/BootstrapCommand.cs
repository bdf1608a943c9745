using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Bootstrap;

internal static class BootstrapCommand
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(600); // Envoy's own

    public static Command Create(Terminal terminal)
    {
        var mesh = NameOptions.Mesh();
        var name = NameOptions.Dataplane();
        name.Required = false;
        var file = new Option<string>("--dataplane")
        {
            Description = "A file with the proxy's Dataplane, which it then registers itself; says --mesh and --name too.",
            HelpName = "FILE",
        };
        var service = new Option<string>("--service")
        {
            Description = "Service name of the proxy's spans in Zipkin (Envoy's node.cluster) [default: the Dataplane's name]",
            HelpName = "SERVICE",
        }.Check(text => string.IsNullOrWhiteSpace(text) ? "the service name must not be empty" : null);
        var access = new AccessOptions();
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
            mesh, name, file, service, adminPort, apiType, rtds, drainTime,
        };
        access.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(name) is null && result.GetResult(file) is null)
                result.AddError("Option '--name' is required, unless --dataplane says it.");
        });
        command.Runs(terminal, parsed =>
        {
            var own = parsed.GetValue(file) is { } path ? DataplaneFile.Read(path) : null;
            var node = own is null ? (parsed.GetRequiredValue(mesh), parsed.GetRequiredValue(name)) : Node(own, parsed, mesh, name);
            terminal.Output.Write(BootstrapYaml.Render(new(
                NodeName.Id(node.Item1, node.Item2),
                parsed.GetValue(service) ?? node.Item2,
                access.Read(parsed, terminal))
            {
                AdminPort = parsed.GetValue(adminPort),
                Delta = parsed.GetValue(apiType) == XdsApiType.DELTA_GRPC,
                Rtds = parsed.GetValue(rtds),
                DrainTime = parsed.GetValue(drainTime) ?? DrainTime,
                Metadata = own is null ? new Dictionary<string, JsonNode>() : DataplaneMetadata.Of(own),
            }));
            return ExitCode.Done;
        });
        return command;
    }

    private static (string Mesh, string Name) Node(Dataplane own, ParseResult parsed, Option<string> mesh, Option<string> name)
    {
        Differs(own.Name, parsed, name);
        if (parsed.GetResult(mesh) is { Implicit: false }) Differs(own.Mesh, parsed, mesh);
        return (own.Mesh, own.Name);
    }

    private static void Differs(string inFile, ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is { } given && given != inFile)
            throw CommandFailure.WrongUse($"{option.Name} \"{given}\": the Dataplane of the file says \"{inFile}\".");
    }
}
