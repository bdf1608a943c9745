using System.CommandLine;

namespace TrafficTrace.Cli;

/// <summary>An option that says where the control plane's xDS port is.</summary>
internal static class XdsAddress
{
    public static Option<string> Option(string name) =>
        new Option<string>(name) { Description = "host:port of the control plane's xDS port.", DefaultValueFactory = _ => "127.0.0.1:5678" }.Check(Wrong);

    private static string? Wrong(string address)
    {
        var valid = Uri.TryCreate($"http://{address}", UriKind.Absolute, out var uri) && uri.Authority == address && !uri.IsDefaultPort;
        return valid ? null : "it must be host:port, such as 127.0.0.1:5678 or [::1]:5678";
    }
}
