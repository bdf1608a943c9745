using TrafficTrace.Load.Meshes;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>
/// All servers through the scenarios, one server after the other, and then, all of them up and in turn, through changes of the whole
/// mesh: where the machine is faster in one minute than in the next, it is so for each. In a folder that is removed at the end.
/// </summary>
internal sealed class Run : IDisposable
{
    private static readonly IScenario[] OneByOne =
        [new Resting(), new PolicyOfOne(), new EndpointOfOne(), new Storm(), new ThousandChanges(), new Operating(), new Herd()];

    private readonly RunOptions _options;
    private readonly Report _report = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("traffictrace-load-").FullName;
    private readonly MeshFolder _folder;
    private readonly Secured? _secured;

    public Run(RunOptions options)
    {
        _options = options;
        _folder = new MeshFolder(options.Shape, _directory);
        _secured = options.Tls ? new Secured(Directory.CreateDirectory(Path.Combine(_directory, "tls")).FullName, options.Token) : null;
    }

    public static IEnumerable<string> ScenarioNames => [MeshWideChange.Name, .. OneByOne.Select(scenario => scenario.Name)];

    public async Task ExecuteAsync()
    {
        try
        {
            var scenarios = OneByOne.Where(scenario => _options.Scenarios.Contains(scenario.Name)).ToArray();
            foreach (var name in scenarios.Length > 0 ? _options.Servers : []) await ExecuteAsync(name, scenarios);
            if (_options.Scenarios.Contains(MeshWideChange.Name)) ExecuteInTurn();
        }
        finally
        {
            _report.Print(); // what was measured before a failure counts too
            if (_options.Json is { } json) File.WriteAllText(json, _report.ToJson());
        }
    }

    /// <summary>The one server's changes of the whole mesh, each when it is told to: the other side of <see cref="Contender"/>.</summary>
    public async Task TakeTurnsAsync(TextReader turns, TextWriter answers)
    {
        using var trial = Begin(_options.Servers.Single());
        Say(trial, MeshWideChange.Name);
        answers.WriteLine(Contender.Ready);
        while (await trial.ServeUntilAsync(Task.Run(turns.ReadLine)) is { } turn)
        {
            MeshWideChange.Run(trial, tell: turn == Contender.Counted);
            answers.WriteLine(Contender.Ready);
        }

        End(trial);
        answers.WriteLine(_report.ToJson());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task ExecuteAsync(string name, IScenario[] scenarios)
    {
        using var trial = Begin(name);
        foreach (var scenario in scenarios)
        {
            Say(trial, scenario.Name);
            await scenario.RunAsync(trial);
        }

        End(trial);
    }

    private void ExecuteInTurn()
    {
        var contenders = new List<Contender>();
        try
        {
            foreach (var name in _options.Servers)
                contenders.Add(
                    new Contender(_options with { Servers = [name], Template = name == ServerNames.ControlPlane ? null : Template() }));
            for (var round = -MeshWideChange.WarmUp; round < _options.Repeat; round++)
            {
                foreach (var contender in contenders) contender.TakeTurn(counted: round >= 0);
            }

            foreach (var contender in contenders) _report.Add(contender.End());
        }
        finally
        {
            foreach (var contender in contenders) contender.Dispose();
        }
    }

    private Trial Begin(string name)
    {
        var trial = new Trial(Create(name), _options, _report);
        try
        {
            trial.Server.Start();
            Say(trial, Connecting.Name);
            Connecting.Run(trial);
            return trial;
        }
        catch
        {
            trial.Dispose();
            throw;
        }
    }

    private static void End(Trial trial) => trial.Tell("whole trial", "connections lost", trial.Fleet.Lost);

    private static void Say(Trial trial, string scenario) => Console.Error.WriteLine($"{trial.Server.Name}: {scenario}");

    private Server Create(string name) => name switch
    {
        ServerNames.ControlPlane => ControlPlane(),
        ServerNames.Floor => new Floor(_options.Floor, Template(), _options.Shape, _secured),
        ServerNames.Peer => new Peer(_options.Peer!, Template(), _options.Shape.Proxies),
        _ => throw new ArgumentException($"'{name}' is no server that is known"),
    };

    private ControlPlane ControlPlane() => new(_options.ControlPlane, _folder, _secured);

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
