using System.CommandLine;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Options;

/// <summary>Who issues the control plane's certificate, where this machine does not know him anyway.</summary>
internal sealed class CaOption
{
    private const string Variable = "TRAFFICTRACE_CA";

    public CaOption(string more = "") => Option = new("--ca")
    {
        Description = $"File with who issues the control plane's certificate, PEM; else {Variable}.{more}",
        HelpName = "FILE",
    };

    public Option<string?> Option { get; }

    /// <summary>Null where none is given: then those that the machine trusts count.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="terminal">Has the variable.</param>
    /// <param name="remembered">The file that the configuration names; it comes last.</param>
    /// <exception cref="CommandFailure">The file can't be read, or holds no certificate.</exception>
    public X509Certificate2Collection? Find(ParseResult parsed, Terminal terminal, string? remembered = null)
    {
        if (parsed.GetValue(Option) is { } given) return Read(given, "--ca");
        if (terminal.Variable(Variable) is { Length: > 0 } variable) return Read(variable, Variable);
        return remembered is null ? null : Read(remembered, "traffictrace config");
    }

    /// <summary>Has a client trust these alone; null changes nothing.</summary>
    public static SslClientAuthenticationOptions Trusting(X509Certificate2Collection? authorities)
    {
        var options = new SslClientAuthenticationOptions();
        if (authorities is null) return options;
        options.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        return options;
    }

    private static X509Certificate2Collection Read(string file, string source)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw CommandFailure.WrongUse($"{source} \"{file}\": {wrong.Message}");
        }

        return authorities.Count > 0 ? authorities : throw CommandFailure.WrongUse($"{source} \"{file}\": it holds no certificate.");
    }
}
