using System.CommandLine;
using TrafficTrace.Cli.Running;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Options;

/// <summary>Where a proxy finds the control plane, and how it shows there who it is.</summary>
internal sealed class AccessOptions
{
    private readonly Option<string[]> _hosts = new Option<string[]>("--xds-address")
    {
        Description = "IP address or DNS name of the control plane; may repeat: a proxy goes to the next one when one is gone. "
            + "[default: 127.0.0.1]",
        HelpName = "HOST",
    }.TakesHosts(" (the port has an option of its own)");

    private readonly Option<int> _port = OptionValues.Port("--xds-port", "xDS port of the control plane.", 5678);
    private readonly Option<string?> _ca = File("--ca", "Who issues the control plane's certificate, PEM: the proxy speaks TLS then.");
    private readonly Option<string?> _token = File("--token-file", "The proxy's token; a new one in the file is taken without a restart.");
    private readonly Option<string?> _certificate = File("--client-cert", "The proxy's own certificate with its chain, PEM.");
    private readonly Option<string?> _key = File("--client-key", "Key of that certificate, PEM.");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _hosts, _port, _ca, _token, _certificate, _key }) command.Options.Add(option);
    }

    /// <summary>Writes the file beside the token by which Envoy finds it, where the token is on this machine.</summary>
    /// <exception cref="CommandFailure">Options that go together are given alone.</exception>
    public ControlPlaneAccess Read(ParseResult parsed, Terminal terminal)
    {
        var (ca, certificate, key) = (Path(parsed, _ca), Path(parsed, _certificate), Path(parsed, _key));
        if (certificate is null != key is null) throw CommandFailure.WrongUse("--client-cert and --client-key go together.");
        if (certificate is not null && ca is null) throw CommandFailure.WrongUse("--client-cert is about TLS: give --ca too.");
        var token = Path(parsed, _token);
        if (token is not null) TokenSecretFile.Prepare(token, isPlain: ca is null, terminal);
        return new(parsed.GetValue(_hosts) is { Length: > 0 } hosts ? [.. hosts] : ["127.0.0.1"], parsed.GetValue(_port))
        {
            Authorities = ca is null ? null : new(ca),
            TokenSecretFile = token is null ? null : TokenSecret.FileOf(token),
            Own = certificate is null ? null : (certificate, key!),
        };
    }

    // Envoy takes no relative path for a file that it watches.
    private static string? Path(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } path ? System.IO.Path.GetFullPath(path) : null;

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
