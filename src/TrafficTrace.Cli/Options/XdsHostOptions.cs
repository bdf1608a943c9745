using System.CommandLine;

namespace TrafficTrace.Cli.Options;

/// <summary>Where a proxy finds the control plane.</summary>
internal static class XdsHostOptions
{
    public static Option<string> Address() => new Option<string>("--xds-address")
    {
        Description = "IP address or DNS name of the control plane.",
        HelpName = "HOST",
        DefaultValueFactory = _ => "127.0.0.1",
    }.Check(Wrong);

    public static Option<int> Port() => OptionValues.Port("--xds-port", "xDS port of the control plane.", 5678);

    private static string? Wrong(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Unknown
            ? "it is neither an IP address nor a DNS name (the port has an option of its own)"
            : null;
}
