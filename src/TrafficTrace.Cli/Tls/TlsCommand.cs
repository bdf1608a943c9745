using System.CommandLine;
using System.Globalization;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Tls;

internal static class TlsCommand
{
    private const int LongestDays = 3650;
    private const int Days = 365;

    private static readonly TimeSpan AuthorityValidFor = TimeSpan.FromDays(LongestDays);

    public static Command Create(Terminal terminal)
    {
        var folder = new Option<string>("--out")
        {
            Description = "Folder for ca.crt, ca.key, tls.crt and tls.key. An authority that is there issues the certificate.",
            HelpName = "FOLDER",
            Required = true,
        };
        var hosts = new Option<string[]>("--host")
        {
            Description = "A name or address by which clients call the control plane; may repeat. With --renew those of the old one.",
            HelpName = "HOST",
        }.TakesHosts();
        var validFor = new Option<int>("--valid-for")
        {
            Description = $"How long, such as 90d, and at most {LongestDays}d. [default: {Days}d]",
            HelpName = "DAYS",
            DefaultValueFactory = _ => Days,
        }.Read(text => DaysOf(text) is { } days ? (days, null) : (0, $"write days as 90d, at most {LongestDays}d"));
        var renew = new Option<bool>("--renew") { Description = "Replace the certificate that is there by a new one, with a new key." };
        var command = new Command("tls", "Make the certificate of a control plane's ports, and an authority for it.")
        {
            folder, hosts, validFor, renew,
        };
        command.Runs(terminal, parsed => Make(
            terminal,
            new TlsFolder(parsed.GetRequiredValue(folder)),
            parsed.GetValue(hosts) ?? [],
            TimeSpan.FromDays(parsed.GetValue(validFor)),
            parsed.GetValue(renew)));
        return command;
    }

    private static int Make(Terminal terminal, TlsFolder folder, string[] hosts, TimeSpan validFor, bool renew)
    {
        var isThere = File.Exists(folder.Certificate) || File.Exists(folder.Key);
        if (isThere && !renew)
        {
            throw CommandFailure.WrongUse(
                $"{folder.Certificate} or {folder.Key} is there already, and is not overwritten; --renew replaces both.");
        }

        if (hosts.Length == 0 && isThere) hosts = folder.HostsOfCertificate();
        if (hosts.Length == 0)
            throw CommandFailure.WrongUse("--host is needed: the names and addresses by which clients call the control plane.");
        var now = terminal.Time.GetUtcNow();
        using var authority = folder.FindAuthority() ?? NewAuthority(folder, now);
        folder.WriteCertificate(authority.Issue(hosts, now, validFor));
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{folder.Certificate} and {folder.Key}: for {string.Join(", ", hosts)}, issued by {folder.Authority}, "
                + $"good for {validFor.TotalDays} days."));
        terminal.Error.WriteLine($"Clients need {folder.Authority}. {folder.AuthorityKey} is for this command alone: keep it to yourself.");
        return ExitCode.Done;
    }

    private static CertificateAuthority NewAuthority(TlsFolder folder, DateTimeOffset now)
    {
        var authority = CertificateAuthority.Create(now, AuthorityValidFor);
        folder.WriteAuthority(authority.Export());
        return authority;
    }

    private static int? DaysOf(string text) =>
        text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is > 0 and <= LongestDays ? days : null;
}
