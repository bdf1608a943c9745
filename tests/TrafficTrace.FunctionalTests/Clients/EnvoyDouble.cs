using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Listener.V3;
using Envoy.Extensions.Filters.Http.CredentialInjector.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using Envoy.Extensions.Http.InjectedCredentials.Generic.V3;
using Google.Protobuf;
using Grpc.Core;
using HttpProtocolOptions = Envoy.Extensions.Upstreams.Http.V3.HttpProtocolOptions;

namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>
/// Asks as Envoy asks: runtime if it has that layer, then clusters, their endpoints, then listeners. Accepts what it gets, or
/// rejects it where <see cref="Complaint"/> finds fault, and holds what it accepted.
/// </summary>
internal sealed class EnvoyDouble : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IAdsWire _wire;
    private readonly Dictionary<(string Type, string Name), IMessage> _held = [];
    private readonly HashSet<string> _asked = [];

    private EnvoyDouble(IAdsWire wire) => _wire = wire;

    /// <summary>What is wrong with a resource, in Envoy's words; null accepts it.</summary>
    public Func<IMessage, string?> Complaint { get; set; } = _ => null;

    /// <summary>Type URLs of the responses so far, in order.</summary>
    public List<string> Received { get; } = [];

    /// <summary>Type URL → version of the newest response.</summary>
    public Dictionary<string, string> Versions { get; } = [];

    public IEnumerable<string> Clusters => NamesOf(TypeUrls.Cluster);

    public IEnumerable<string> Listeners => NamesOf(TypeUrls.Listener);

    public IEnumerable<string> Endpoints => NamesOf(TypeUrls.ClusterLoadAssignment);

    /// <param name="channel">To the control plane.</param>
    /// <param name="nodeId">As <c>mesh.dataplane</c>.</param>
    /// <param name="delta">The variant of the protocol that it speaks.</param>
    /// <param name="rtds">It has a runtime layer.</param>
    /// <param name="dataplane">What it brings of its own Dataplane, as JSON; null for nothing.</param>
    public static async Task<EnvoyDouble> ConnectAsync(
        ChannelBase channel, string nodeId, bool delta, bool rtds, string? dataplane = null)
    {
        var node = new Node { Id = nodeId, Cluster = "test" };
        if (dataplane is not null)
            node.Metadata = new() { Fields = { ["dataplane.resource"] = Google.Protobuf.WellKnownTypes.Value.ForString(dataplane) } };
        var envoy = new EnvoyDouble(delta ? new DeltaWire(channel, node) : new SotwWire(channel, node));
        await envoy.AskAsync(rtds ? TypeUrls.Runtime : TypeUrls.Cluster);
        return envoy;
    }

    public T? Get<T>(string name) where T : class, IMessage =>
        _held.GetValueOrDefault((DeterministicAny.TypeUrl(Descriptor<T>()), name)) as T;

    public HttpConnectionManager Hcm(string listener) => Hcm(Get<Listener>(listener)!);

    public bool IsTraced(string listener) => Get<Listener>(listener) is { } held && IsTraced(held);

    public static bool IsTraced(Listener listener) => Hcm(listener).Tracing?.Provider is not null;

    /// <summary>Numerator of <c>tracing.global_enabled</c>, in ten-thousandths; null where the layer does not say.</summary>
    public double? RuntimeSampling =>
        Get<Envoy.Service.Runtime.V3.Runtime>("tracing")?.Layer?.Fields.GetValueOrDefault("tracing.global_enabled")
            ?.StructValue.Fields["numerator"].NumberValue;

    /// <summary>Takes responses until <paramref name="reached"/>; fails when none comes for 20 s.</summary>
    public async Task UntilAsync(Func<EnvoyDouble, bool> reached)
    {
        while (!reached(this)) await NextAsync();
    }

    /// <summary>Takes what comes, however seldom, until it is stopped; fails when the stream ends before.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        var stopped = Task.Delay(Timeout.Infinite, stop);
        while (true)
        {
            var next = _wire.ReadAsync();
            if (await Task.WhenAny(stopped, next) == stopped) return;
            await AnswerAsync(await next);
        }
    }

    public async Task<AdsResponse> NextAsync()
    {
        var response = await _wire.ReadAsync().WaitAsync(Patience);
        await AnswerAsync(response);
        return response;
    }

    public void Dispose() => _wire.Dispose();

    private async Task AnswerAsync(AdsResponse response)
    {
        Received.Add(response.TypeUrl);
        Versions[response.TypeUrl] = response.Version;
        var error = Take(response);
        await _wire.SendAsync(response.TypeUrl, Wanted(response.TypeUrl), response, error);
        if (response.TypeUrl == TypeUrls.Runtime) await AskAsync(TypeUrls.Cluster);
        if (response.TypeUrl == TypeUrls.Cluster) await AskOfClustersAsync();
    }

    private string? Take(AdsResponse response)
    {
        var faults = response.Resources.Where(entry => Complaint(entry.Value) is not null)
            .ToDictionary(entry => entry.Key, entry => $"{entry.Key}: {Complaint(entry.Value)}");
        foreach (var (name, message) in response.Resources.Where(entry => !faults.ContainsKey(entry.Key)))
            _held[(response.TypeUrl, name)] = message;
        var whole = response.TypeUrl == TypeUrls.Cluster || response.TypeUrl == TypeUrls.Listener;
        var gone = response.Complete && whole ? NamesOf(response.TypeUrl).Except(response.Resources.Keys) : response.Removed;
        foreach (var name in gone.ToArray()) _held.Remove((response.TypeUrl, name));
        return faults.Count == 0 ? null : $"Error adding/updating {string.Join(", ", faults.Values)}";
    }

    private async Task AskOfClustersAsync()
    {
        if (EndpointNames().Length > 0) await _wire.SendAsync(TypeUrls.ClusterLoadAssignment, EndpointNames(), null, null);
        if (SecretNames().Length > 0) await _wire.SendAsync(TypeUrls.Secret, SecretNames(), null, null);
        await AskAsync(TypeUrls.Listener);
    }

    private async Task AskAsync(string typeUrl)
    {
        if (_asked.Add(typeUrl)) await _wire.SendAsync(typeUrl, Wanted(typeUrl), null, null);
    }

    private string[] Wanted(string typeUrl)
    {
        if (typeUrl == TypeUrls.Runtime) return ["tracing"];
        if (typeUrl == TypeUrls.Secret) return SecretNames();
        return typeUrl == TypeUrls.ClusterLoadAssignment ? EndpointNames() : [];
    }

    /// <summary>Those that clusters put into headers.</summary>
    private string[] SecretNames() =>
    [
        .. from cluster in _held.Values.OfType<Cluster>()
           from options in cluster.TypedExtensionProtocolOptions.Values
           from filter in options.Unpack<HttpProtocolOptions>().HttpFilters
           where filter.TypedConfig.Is(CredentialInjector.Descriptor)
           select filter.TypedConfig.Unpack<CredentialInjector>().Credential.TypedConfig.Unpack<Generic>().Credential.Name,
    ];

    private string[] EndpointNames() =>
        [.. _held.Values.OfType<Cluster>().Select(
            cluster => cluster.EdsClusterConfig?.ServiceName).OfType<string>().Order(StringComparer.Ordinal)];

    private string[] NamesOf(string typeUrl) =>
        [.. _held.Keys.Where(key => key.Type == typeUrl).Select(key => key.Name).Order(StringComparer.Ordinal)];

    private static HttpConnectionManager Hcm(Listener listener) =>
        listener.FilterChains[0].Filters[0].TypedConfig.Unpack<HttpConnectionManager>();

    private static Google.Protobuf.Reflection.MessageDescriptor Descriptor<T>() where T : IMessage =>
        Activator.CreateInstance<T>().Descriptor;
}
