using System.CommandLine;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>One run of a command that speaks to a control plane.</summary>
/// <param name="open">Finds the control plane.</param>
/// <param name="terminal">Where the command runs.</param>
/// <param name="parsed">What was typed.</param>
internal sealed class Session(Func<ApiClient> open, Terminal terminal, ParseResult parsed) : IDisposable
{
    private ApiClient? _client;

    /// <summary>Found when it is first asked: who reads files alone needs none, nor a sound configuration of them.</summary>
    /// <exception cref="CommandFailure">The variable or the configuration is wrong.</exception>
    public ApiClient Client => _client ??= open();

    public Terminal Terminal => terminal;

    public ParseResult Parsed => parsed;

    public TextWriter Output => terminal.Output;

    public TextWriter Error => terminal.Error;

    public void Dispose() => _client?.Dispose();
}
