namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>As URLs have them: an IPv6 address in brackets.</summary>
internal static class HostAndPort
{
    public static string Of(string host, string port) => host.Contains(':') ? $"[{host}]:{port}" : $"{host}:{port}";
}
