using System.Globalization;
using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Grpc.Net.Client;
using RuntimeLayer = Envoy.Service.Runtime.V3.Runtime;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// An xDS client by delta that holds what it accepted, and goes to the next control plane when its stream ends, with what it holds.
/// </summary>
internal sealed class RoamingClient : IAsyncDisposable
{
    private static readonly string[] Types = [TypeUrls.Runtime, TypeUrls.Cluster, TypeUrls.Listener];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string _nodeId;
    private readonly Dictionary<string, Dictionary<string, string>> _held = Types.ToDictionary(type => type, _ => NoVersions());
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private volatile string _sampling = "";
    private int _again;
    private int _removed;

    /// <param name="nodeId">As <c>mesh.dataplane</c>.</param>
    /// <param name="ports">Of the control planes, the first one first.</param>
    public RoamingClient(string nodeId, IReadOnlyList<int> ports)
    {
        _nodeId = nodeId;
        _running = Task.Run(() => RunAsync(ports));
    }

    /// <summary>In ten-thousandths, as the runtime layer has it last; empty before there is any.</summary>
    public string Sampling => _sampling;

    /// <summary>How often it was sent what it had.</summary>
    public int Again => _again;

    /// <summary>How many resources were taken away.</summary>
    public int Removed => _removed;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<int> ports)
    {
        for (var turn = 0; !_stop.IsCancellationRequested; turn++)
        {
            try
            {
                using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{ports[turn % ports.Count]}");
                await FollowAsync(new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel));
            }
            catch (Exception ended) when (ended is RpcException or IOException or OperationCanceledException or InvalidOperationException)
            {
                // A write finds out as any of these.
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(AggregatedDiscoveryService.AggregatedDiscoveryServiceClient client)
    {
        using var call = client.DeltaAggregatedResources(cancellationToken: _stop.Token);
        foreach (var type in Types) await call.RequestStream.WriteAsync(First(type));
        while (await call.ResponseStream.MoveNext(_stop.Token))
        {
            var response = call.ResponseStream.Current;
            Take(response);
            await call.RequestStream.WriteAsync(new() { TypeUrl = response.TypeUrl, ResponseNonce = response.Nonce });
        }
    }

    private DeltaDiscoveryRequest First(string type)
    {
        var request = new DeltaDiscoveryRequest { TypeUrl = type, InitialResourceVersions = { _held[type] } };
        if (type == TypeUrls.Runtime) request.ResourceNamesSubscribe.Add("tracing");
        if (type == Types[0]) request.Node = new Node { Id = _nodeId };
        return request;
    }

    private void Take(DeltaDiscoveryResponse response)
    {
        var held = _held[response.TypeUrl];
        foreach (var resource in response.Resources)
        {
            if (held.GetValueOrDefault(resource.Name) == resource.Version) _again++;
            held[resource.Name] = resource.Version;
            if (response.TypeUrl == TypeUrls.Runtime) _sampling = SamplingOf(resource.Resource_.Unpack<RuntimeLayer>());
        }

        _removed += response.RemovedResources.Count(name => held.Remove(name));
    }

    private static Dictionary<string, string> NoVersions() => new(StringComparer.Ordinal);

    private static string SamplingOf(RuntimeLayer runtime) => runtime.Layer.Fields["tracing.global_enabled"].StructValue
        .Fields["numerator"].NumberValue.ToString(CultureInfo.InvariantCulture);
}
