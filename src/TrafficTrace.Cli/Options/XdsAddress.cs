using System.CommandLine;

namespace TrafficTrace.Cli.Options;

/// <summary>An option that says where the control plane's xDS port is.</summary>
internal static class XdsAddress
{
    public const string Default = "127.0.0.1:5678";

    public static Option<string> Option(string name) =>
        new Option<string>(name)
        {
            Description = "Where the control plane's xDS port is.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => Default,
        }.Check(Wrong);

    private static string? Wrong(string address)
    {
        var valid = Uri.TryCreate($"http://{address}", UriKind.Absolute, out var uri) && uri.Authority == address && !uri.IsDefaultPort;
        return valid ? null : $"it must be host:port, such as {Default} or [::1]:5678";
    }
}
