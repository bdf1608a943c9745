using System.Net;
using Microsoft.AspNetCore.Http.Features;
using TrafficTrace.ControlPlane.Access;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>Who writes, and from where, as the history says it.</summary>
internal sealed record Author(Caller Caller, string From)
{
    private const int MaxClient = 64;

    /// <summary>Of the machine's own user nobody knows the name: his address and the program that he uses are known.</summary>
    public string Who => Caller.IsNamed ? Caller.Name : Caller.Anonymous.Name;

    public static Author Of(HttpContext context)
    {
        var client = context.Request.Headers.UserAgent.ToString();
        if (client.Length > MaxClient) client = client[..MaxClient] + "…";
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        return new(CallerOf(context), client.Length == 0 ? $"{address}" : $"{address} ({client})");
    }

    /// <summary>Who asks, on a path that needs a right.</summary>
    public static Caller CallerOf(HttpContext context) => context.Features.GetRequiredFeature<Caller>();

    /// <summary>Kuma's own command line reads resources into its own types, and what these have no place for is gone.</summary>
    public static bool IsKumactl(HttpRequest request) =>
        request.Headers.UserAgent.ToString().StartsWith("kumactl", StringComparison.OrdinalIgnoreCase);
}
