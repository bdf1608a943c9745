using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace TrafficTrace.Xds.Streaming;

/// <summary>The peer of a call.</summary>
internal static class CallPeer
{
    // Not the call's own RequestHeaders: those are a second copy, which the call would keep for as long as the stream is open.
    public static Peer Of(ServerCallContext call)
    {
        var http = call.GetHttpContext();
        var headers = new Dictionary<string, string>(http.Request.Headers.Count, StringComparer.Ordinal);
        foreach (var (name, values) in http.Request.Headers)
        {
            if (IsText(name)) headers[name.ToLowerInvariant()] = values.LastOrDefault() ?? "";
        }

        return new Peer(http.Connection.RemoteIpAddress, headers, http.Connection.ClientCertificate)
        {
            // Not by the scheme of the request: the client says that, and Envoy says http whatever it speaks.
            Encrypted = http.Features.Get<ITlsHandshakeFeature>() is not null,
        };
    }

    private static bool IsText(string name) =>
        !name.StartsWith(':') && !name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase);
}
