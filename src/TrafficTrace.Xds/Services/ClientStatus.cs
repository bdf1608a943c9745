using Envoy.Service.Status.V3;
using Grpc.Core;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Xds.Services;

/// <summary>CSDS: what each connected client was sent, and what it said of it. One entry a stream.</summary>
public sealed class ClientStatus(XdsServer server) : ClientStatusDiscoveryService.ClientStatusDiscoveryServiceBase
{
    // A stream that is stuck in a write can't answer; its entry then says that nothing is known.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public override async Task<ClientStatusResponse> FetchClientStatus(ClientStatusRequest request, ServerCallContext context)
    {
        var wanted = NodeMatching.Of(request.NodeMatchers);
        var streams = server.Streams
            .Where(stream => !stream.Observer && wanted(stream.NodeId))
            .OrderBy(stream => stream.NodeId, StringComparer.Ordinal).ThenBy(stream => stream.Id);
        var configs = await Task.WhenAll(
            streams.Select(stream => ReportAsync(stream, request.ExcludeResourceContents, context.CancellationToken)));
        return new ClientStatusResponse { Config = { configs } };
    }

    public override async Task StreamClientStatus(
        IAsyncStreamReader<ClientStatusRequest> requestStream,
        IServerStreamWriter<ClientStatusResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
            await responseStream.WriteAsync(await FetchClientStatus(requestStream.Current, context), context.CancellationToken);
    }

    private async Task<ClientConfig> ReportAsync(XdsStream stream, bool withoutContents, CancellationToken cancelled)
    {
        try
        {
            var types = await stream.StatusAsync().WaitAsync(Patience, server.Time, cancelled);
            return ClientReport.Of(stream.Start, stream.Snapshot, types, withoutContents);
        }
        catch (TimeoutException)
        {
            return ClientReport.Unknown(stream.Start);
        }
    }
}
