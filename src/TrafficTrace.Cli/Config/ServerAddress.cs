namespace TrafficTrace.Cli.Config;

/// <summary>The URL of a control plane's API; a host and port alone are taken for http.</summary>
internal static class ServerAddress
{
    public const string Default = "http://127.0.0.1:5681";

    /// <returns>Ends with a slash; null for a text that is none.</returns>
    public static Uri? Parse(string text)
    {
        var url = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        var valid = Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri!.Host.Length > 0
            && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;
        return valid ? uri : null;
    }

    /// <summary>What is wrong with a text, null if nothing is.</summary>
    public static string? Wrong(string text) => Parse(text) is null ? $"it must be the URL of the API, such as {Default}" : null;
}
