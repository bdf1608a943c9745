using System.Diagnostics;
using System.Text.Json;

namespace TrafficTrace.Load.Scenarios;

/// <summary>
/// A server and its proxies in a process of this tool of their own: all proxies of several servers would be more connections than
/// one process may have open. It does nothing but serve them until its turn comes.
/// </summary>
internal sealed class Contender : IDisposable
{
    public const string Command = "take-turns";
    public const string Ready = "ready";
    public const string Counted = "counted";
    private const string WarmUp = "warm-up";

    private readonly string _name;
    private readonly Process _process;

    /// <param name="options">Of one server; they are the first line that the process is told.</param>
    public Contender(RunOptions options)
    {
        _name = options.Servers.Single();
        var command = new ProcessStartInfo("dotnet", [typeof(Contender).Assembly.Location, Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(command) ?? throw new InvalidOperationException($"the process that loads {_name} could not be started");
        Tell(JsonSerializer.Serialize(options));
    }

    public void TakeTurn(bool counted) => Tell(counted ? Counted : WarmUp);

    /// <summary>Stops the server. Returns the figures as JSON.</summary>
    public string End()
    {
        _process.StandardInput.Close();
        return _process.StandardOutput.ReadLine() ?? throw Ended();
    }

    /// <summary>The end of its input is what stops it, server and all.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Tell(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw Ended(); // nobody reads it any more
        }

        if (_process.StandardOutput.ReadLine() != Ready) throw Ended();
    }

    private InvalidOperationException Ended() => new($"the process that loads {_name} ended early; what it said is above");
}
