using System.Net;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>Who writes, and from where, as the history says it.</summary>
internal sealed record Author(string Who, string From)
{
    private const int MaxClient = 64;

    /// <summary>Nobody has to say who he is yet: his address and the program that he uses are known.</summary>
    public static Author Of(HttpContext context)
    {
        var client = context.Request.Headers.UserAgent.ToString();
        if (client.Length > MaxClient) client = client[..MaxClient] + "…";
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        return new("anonymous", client.Length == 0 ? $"{address}" : $"{address} ({client})");
    }

    /// <summary>Kuma's own command line reads resources into its own types, and what these have no place for is gone.</summary>
    public static bool IsKumactl(HttpRequest request) =>
        request.Headers.UserAgent.ToString().StartsWith("kumactl", StringComparison.OrdinalIgnoreCase);
}
