using Envoy.Service.Status.V3;
using Grpc.Core;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Xds.Services;

/// <summary>CSDS: what each connected client was sent, and what it said of it. One entry a stream.</summary>
public sealed class ClientStatus(XdsServer server) : ClientStatusDiscoveryService.ClientStatusDiscoveryServiceBase
{
    public override Task<ClientStatusResponse> FetchClientStatus(ClientStatusRequest request, ServerCallContext context)
    {
        var wanted = NodeMatching.Of(request.NodeMatchers);
        var streams = server.Streams
            .Where(stream => !stream.Observer && wanted(stream.NodeId))
            .OrderBy(stream => stream.NodeId, StringComparer.Ordinal).ThenBy(stream => stream.Id);
        var configs = streams.Select(
            stream => ClientReport.Of(stream.Start, stream.Snapshot, stream.Status, request.ExcludeResourceContents));
        return Task.FromResult(new ClientStatusResponse { Config = { configs } });
    }

    public override async Task StreamClientStatus(
        IAsyncStreamReader<ClientStatusRequest> requestStream,
        IServerStreamWriter<ClientStatusResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
            await responseStream.WriteAsync(await FetchClientStatus(requestStream.Current, context), context.CancellationToken);
    }
}
