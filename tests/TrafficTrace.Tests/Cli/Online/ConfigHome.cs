namespace TrafficTrace.Tests.Cli.Online;

/// <summary>A folder for the configuration of one test, gone with it.</summary>
internal sealed class ConfigHome : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    public string File => Path.Combine(_path, "traffictrace", "config");

    public Task<CommandRun> RunAsync(params string[] args) => RunAsync(null, args);

    public Task<CommandRun> RunAsync(string? server, string[] args) => CommandRun.OnAsync(
        terminal => terminal with
        {
            Variable = name => name switch
            {
                "XDG_CONFIG_HOME" => _path,
                "TRAFFICTRACE_SERVER" => server,
                _ => null,
            },
        },
        "",
        args);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
