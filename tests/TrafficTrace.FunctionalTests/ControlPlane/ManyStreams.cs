using System.Globalization;
using System.Text.RegularExpressions;
using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Grpc.Net.Client;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>Streams of nodes that nobody knows, which are open until the server ends them.</summary>
internal sealed partial class ManyStreams : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly GrpcChannel _channel;
    private readonly List<AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse>> _calls = [];
    private Task[] _ends = [];

    private ManyStreams(string address) => _channel = GrpcChannel.ForAddress(
        address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });

    public int Open => _ends.Count(end => !end.IsCompleted);

    /// <summary>Returns when the process says that it has all of them.</summary>
    public static async Task<ManyStreams> OpenAsync(ControlPlaneProcess process, int count)
    {
        var streams = new ManyStreams(process.XdsAddress);
        var client = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(streams._channel);
        for (var i = 0; i < count; i++) streams._calls.Add(client.StreamAggregatedResources());
        await Task.WhenAll(streams._calls.Select((call, i) => call.RequestStream.WriteAsync(
            new() { Node = new Node { Id = $"default.node-{i}" }, TypeUrl = TypeUrls.Cluster })));
        streams._ends = [.. streams._calls.Select(EndAsync)];
        using var api = new HttpClient { BaseAddress = new Uri(process.ApiAddress) };
        using var patience = new CancellationTokenSource(Patience);
        while (await ActiveAsync(api, patience.Token) < count) await Task.Delay(50, patience.Token);
        return streams;
    }

    public Task FirstEndedAsync() => Task.WhenAny(_ends).WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var call in _calls) call.Dispose();
        await Task.WhenAll(_ends);
        _channel.Dispose();
    }

    private static async Task<long> ActiveAsync(HttpClient api, CancellationToken token)
    {
        var metrics = await api.GetStringAsync(new Uri("/metrics", UriKind.Relative), token);
        return Active().Matches(metrics).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static async Task EndAsync(AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> call)
    {
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                // Nobody knows the node, so nothing is to come.
            }
        }
        catch (Exception ended) when (ended is RpcException or ObjectDisposedException)
        {
            // As it is to be.
        }
    }

    [GeneratedRegex(@"^traffictrace_xds_streams_active\{.*\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex Active();
}
