using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace TrafficTrace.Xds.Streaming;

/// <summary>The peer of a call.</summary>
internal static class CallPeer
{
    public static Peer Of(ServerCallContext call)
    {
        var connection = call.GetHttpContext().Connection;
        var headers = new Dictionary<string, string>(call.RequestHeaders.Count, StringComparer.Ordinal);
        foreach (var header in call.RequestHeaders)
        {
            if (!header.IsBinary) headers[header.Key] = header.Value;
        }

        return new Peer(connection.RemoteIpAddress, headers, connection.ClientCertificate);
    }
}
