using System.CommandLine;
using TrafficTrace.Load.Scenarios;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load;

/// <summary><c>traffictrace-load run</c>: servers through scenarios, and a table of figures.</summary>
internal static class RunCommand
{
    private static string? PeerVariable => Environment.GetEnvironmentVariable("XDS_PEER");

    public static Command Create()
    {
        var shape = new ShapeOptions();
        var servers = List("--servers", "The first is compared with the others.", ServerNames.ControlPlane, ServerNames.Floor);
        var scenarios = List("--scenarios", "What is done after connecting.", [.. Run.ScenarioNames]);
        servers.AcceptOnlyFromAmong(ServerNames.ControlPlane, ServerNames.Floor, ServerNames.Peer);
        scenarios.AcceptOnlyFromAmong([.. Run.ScenarioNames]);
        var rtds = new Option<bool>("--rtds") { Description = "Proxies take their sampling from a runtime layer." };
        var delta = new Option<bool>("--delta")
        {
            Description = "Proxies speak the incremental variant (the floor and the peer's measured form do not).",
        };
        var tls = new Option<bool>("--tls") { Description = "Proxies come over TLS (not to the peer)." };
        var token = new Option<bool>("--token") { Description = "Proxies show a token; the control plane checks it. Needs --tls." };
        var shared = ShapeOptions.Number("--proxies-per-connection", "Envoy has a connection of its own: 1.", 1);
        var repeat = ShapeOptions.Number("--repeat", "How often a change is measured; the median counts.", 5);
        var rest = ShapeOptions.Number("--rest", "Seconds of rest before memory is read.", 60);
        var storm = ShapeOptions.Number("--storm", "Seconds of the scenario 'storm'.", 60);
        var controlPlane = File(
            "--control-plane", "traffictrace-cp.dll.", Built("src", "TrafficTrace.ControlPlane", "traffictrace-cp.dll"));
        var floor = File("--floor", "traffictrace-floor.dll.", Built("perf", "TrafficTrace.Floor", "traffictrace-floor.dll"));
        var peer = File("--peer", "Program of the peer; default: the environment variable XDS_PEER.", null);
        var template = File("--template", "What floor and peer send; default: what the control plane sends to its first proxy.", null);
        var json = File("--json", "Where all values go, as JSON.", null);

        var command = new Command("run", "Measure servers in scenarios.")
        {
            servers, scenarios, rtds, delta, tls, token, shared, repeat, rest, storm, controlPlane, floor, peer, template, json,
        };
        shape.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(servers)?.Contains(ServerNames.Peer) == true && (result.GetValue(peer) ?? PeerVariable) is null)
                result.AddError("the server 'peer' needs --peer, or XDS_PEER, to say where its program is");
            if (result.GetValue(token) && !result.GetValue(tls)) result.AddError("--token needs --tls");
            if (result.GetValue(tls) && result.GetValue(servers)?.Contains(ServerNames.Peer) == true)
                result.AddError("the server 'peer' speaks no TLS");
            if (!shape.IsOverlay(result)) return;
            if (result.GetValue(servers)?.All(server => server == ServerNames.ControlPlane) != true)
                result.AddError("--overlay is for --servers control-plane alone");
            if (result.GetValue(scenarios)?.All(scenario => scenario is Resting.Rest or MeshWideChange.Name) != true)
                result.AddError($"--overlay is for --scenarios {Resting.Rest} {MeshWideChange.Name} alone: nothing else changes for them");
            if (result.GetValue(delta)) result.AddError("--overlay speaks state-of-the-world alone");
        });
        command.SetAction(async (parsed, _) =>
        {
            using var run = new Run(new(
                shape.Of(parsed),
                parsed.GetRequiredValue(servers),
                parsed.GetRequiredValue(scenarios),
                parsed.GetValue(rtds),
                parsed.GetValue(delta),
                parsed.GetValue(shared),
                parsed.GetValue(repeat),
                TimeSpan.FromSeconds(parsed.GetValue(rest)),
                TimeSpan.FromSeconds(parsed.GetValue(storm)),
                parsed.GetValue(controlPlane)!,
                parsed.GetValue(floor)!,
                parsed.GetValue(peer) ?? PeerVariable,
                parsed.GetValue(template),
                parsed.GetValue(json))
            {
                Tls = parsed.GetValue(tls),
                Token = parsed.GetValue(token),
            });
            await run.ExecuteAsync();
        });
        return command;
    }

    private static Option<string[]> List(string name, string description, params string[] values) =>
        new(name) { Description = description, DefaultValueFactory = _ => values, AllowMultipleArgumentsPerToken = true };

    private static Option<string?> File(string name, string description, string? value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    // Beside this tool's own output, in the same configuration.
    private static string Built(string group, string project, string assembly)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory); // perf/PROJECT/bin/CONFIGURATION/FRAMEWORK
        var top = output.Parent!.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(top.FullName, group, project, "bin", output.Parent.Name, output.Name, assembly);
    }
}
