using TrafficTrace.Load.Meshes;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>All servers through all scenarios, one after the other, in a folder that is removed at the end.</summary>
internal sealed class Run : IDisposable
{
    private static readonly IScenario[] All =
        [new Resting(), new MeshWideChange(), new PolicyOfOne(), new EndpointOfOne(), new Storm(), new ThousandChanges(), new Herd()];

    private readonly RunOptions _options;
    private readonly Report _report = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("traffictrace-load-").FullName;
    private readonly MeshFolder _folder;

    public Run(RunOptions options)
    {
        _options = options;
        _folder = new MeshFolder(options.Shape, _directory);
    }

    public static IEnumerable<string> ScenarioNames => All.Select(scenario => scenario.Name);

    public void Execute()
    {
        try
        {
            foreach (var name in _options.Servers) Execute(name);
        }
        finally
        {
            _report.Print(); // what was measured before a failure counts too
            if (_options.Json is { } json) _report.WriteJson(json);
        }
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Execute(string name)
    {
        using var server = Create(name);
        server.Start();
        using var trial = new Trial(server, _options, _report);
        foreach (var scenario in All.Where(scenario => _options.Scenarios.Contains(scenario.Name)).Prepend(new Connecting()))
        {
            Console.Error.WriteLine($"{server.Name}: {scenario.Name}");
            scenario.Run(trial);
        }

        trial.Tell("whole trial", "connections lost", trial.Fleet.Lost);
    }

    private Server Create(string name) => name switch
    {
        "control-plane" => ControlPlane(),
        "floor" => new Floor(_options.Floor, Template(), _options.Shape),
        "peer" => new Peer(_options.Peer!, Template(), _options.Shape.Proxies),
        _ => throw new ArgumentException($"'{name}' is no server that is known"),
    };

    private ControlPlane ControlPlane() => new(_options.ControlPlane, _folder);

    // What the control plane sends to one proxy is what the others are to send.
    private string Template()
    {
        if (_options.Template is { } given) return given;
        var file = Path.Combine(_directory, "template.json");
        if (File.Exists(file)) return file;
        using var server = ControlPlane();
        server.Start();
        Recording.Take(server, _options.Rtds, file);
        return file;
    }
}
