using System.CommandLine;
using TrafficTrace.Cli.Config;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>
/// Which control plane is meant: <c>--server</c>, else the variable, else the configuration, else loopback; and who asks it.
/// </summary>
internal sealed class ServerOption
{
    private const string Variable = "TRAFFICTRACE_SERVER";

    public Option<string> Option { get; } = new Option<string>("--server")
    {
        Description = $"The URL of the control plane's API; else {Variable}, else what traffictrace config says, else "
            + $"{ServerAddress.Default}.",
        HelpName = "URL",
    }.Check(ServerAddress.Wrong);

    public TokenOption Token { get; } = new();

    public CaOption Authorities { get; } = new();

    public IEnumerable<Option> All => [Option, Token.Token, Token.File, Authorities.Option];

    /// <exception cref="CommandFailure">
    /// The variable, the token or the configuration is wrong, or the token would go over the net in plain text.
    /// </exception>
    public ApiClient Client(ParseResult parsed, Terminal terminal)
    {
        var (address, remembered) = Find(parsed, terminal);
        var token = Token.Find(parsed, terminal, remembered);
        return token is null || address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? new ApiClient(address, terminal.Time, token, Authorities.Find(parsed, terminal, remembered?.CaFile))
            : throw CommandFailure.WrongUse(
                $"The token is not sent to {address.AbsoluteUri.TrimEnd('/')}: whoever is on the way could read it. Give an https:// "
                    + "address.");
    }

    private (Uri Address, ServerEntry? Remembered) Find(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(Option) is { } given) return (Valid(given, "--server"), null);
        if (terminal.Variable(Variable) is { Length: > 0 } variable) return (Valid(variable, Variable), null);
        var store = new ConfigStore(terminal);
        return store.Load() switch
        {
            { CurrentServer: { } server } => (Valid(server.Address, $"{store.Path}: {server.Name}"), server),
            { Current: { } missing } => throw CommandFailure.WrongUse(
                $"{store.Path}: current: there is no server \"{missing}\". See: traffictrace config list"),
            _ => (Valid(ServerAddress.Default, "--server"), null),
        };
    }

    private static Uri Valid(string text, string source) =>
        ServerAddress.Parse(text) ?? throw CommandFailure.WrongUse($"{source} \"{text}\": {ServerAddress.Wrong(text)}.");
}
