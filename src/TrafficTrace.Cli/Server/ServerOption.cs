using System.CommandLine;
using TrafficTrace.Cli.Config;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>Which control plane is meant: <c>--server</c>, else the variable, else the configuration, else loopback.</summary>
internal sealed class ServerOption
{
    private const string Variable = "TRAFFICTRACE_SERVER";

    public Option<string> Option { get; } = new Option<string>("--server")
    {
        Description = $"The URL of the control plane's API; else {Variable}, else what traffictrace config says, else "
            + $"{ServerAddress.Default}.",
        HelpName = "URL",
    }.Check(ServerAddress.Wrong);

    /// <exception cref="CommandFailure">The variable or the configuration is wrong.</exception>
    public Uri Address(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(Option) is { } given) return Valid(given, "--server");
        if (terminal.Variable(Variable) is { Length: > 0 } variable) return Valid(variable, Variable);
        var store = new ConfigStore(terminal);
        return store.Load() switch
        {
            { CurrentServer: { } server } => Valid(server.Address, $"{store.Path}: {server.Name}"),
            { Current: { } missing } => throw CommandFailure.WrongUse(
                $"{store.Path}: current: there is no server \"{missing}\". See: traffictrace config list"),
            _ => Valid(ServerAddress.Default, "--server"),
        };
    }

    private static Uri Valid(string text, string source) =>
        ServerAddress.Parse(text) ?? throw CommandFailure.WrongUse($"{source} \"{text}\": {ServerAddress.Wrong(text)}.");
}
