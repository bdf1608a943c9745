using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>A node with at least one open stream, and what it was served from. Touched by the fleet loop alone.</summary>
internal sealed class ConnectedNode(string id)
{
    public string Id { get; } = id;

    /// <summary>Null when the id is not <c>mesh.dataplane</c>.</summary>
    public NodeName? Name { get; } = NodeName.Parse(id);

    /// <summary>What others may read of it.</summary>
    public ProxyStatus Status { get; } = new(id);

    public List<ConnectedStream> Streams { get; } = [];

    /// <summary>Ways of sampling with which it is connected, as the log says.</summary>
    public ImmutableArray<SamplingMode> ToldModes { get; set; } = [];

    /// <summary>When the log said last that it is connected from two addresses.</summary>
    public DateTimeOffset? ToldAddressesAt { get; set; }

    /// <summary>The overlay proxy that it is as the log says; null while that says nothing of the kind.</summary>
    public Proxy? ToldOverlay { get; set; }

    /// <summary>The log says already that a stream is not sent its secrets.</summary>
    public bool ToldWithoutSecrets { get; set; }

    /// <summary>Its Envoy takes formats in what spans say. One that does not tell its version is taken for a new one.</summary>
    public bool KnowsFormats => Streams.TrueForAll(open => !(open.Envoy < EnvoyVersion.WithFormats));

    /// <summary>Its Envoy is of those where a cap cuts what sampled parents would have traced, or does not tell.</summary>
    public bool CapBreaksTraces =>
        Streams.Exists(open => !open.Stream.Observer && !(open.Envoy < EnvoyVersion.WithParentsByRoute));

    /// <summary>The newest of its proxy's streams, where all of them ask for the runtime layer alone; else null.</summary>
    public XdsStream? RuntimeAlone =>
        Streams.TrueForAll(open => open.Stream.Observer || Variant.IsRuntimeAlone(open.Stream.Start))
            ? Streams.FindLast(open => !open.Stream.Observer)?.Stream
            : null;

    /// <summary>At least one stream is a proxy's, not an observer's.</summary>
    public bool HasProxy => Streams.Exists(open => !open.Stream.Observer);

    /// <summary>That of its Dataplane as in the newest revision, or an overlay proxy; null when it is neither.</summary>
    public Proxy? Proxy { get; set; }

    /// <summary>The stream by which it is an overlay proxy; null while it is none.</summary>
    public XdsStream? OverlayBy { get; set; }

    public Dataplane? Dataplane => Proxy?.Dataplane;

    /// <summary>Token of the mesh's Dataplanes among which <see cref="Dataplane"/> was looked for.</summary>
    public object? LookedUpIn { get; set; }

    /// <summary>The policy that won for <see cref="Proxy"/>; good unless <see cref="Rematch"/>.</summary>
    public TrafficTracePolicy? Winner { get; set; }

    public bool Rematch { get; set; } = true;

    /// <summary>As it was served last, whether or not a stream rejected its collector; null before that.</summary>
    public EffectiveTracing? Tracing { get; set; }

    /// <summary>The variants that have a snapshot in the cache, and which. Empty: the node waits for its first.</summary>
    public Dictionary<Variant, ProxySnapshot> Served { get; } = [];

    /// <summary>Its collector cluster, whether or not a stream rejected it; null when it is untraced.</summary>
    public PackedResource? Collector { get; set; }

    /// <summary>One of its streams has taken <see cref="Collector"/> since it was looked at.</summary>
    public bool HasTakenCollector
    {
        get
        {
            foreach (var open in Streams) // without a closure, for it is asked whenever the node is served
            {
                if (open.HasTaken(Collector)) return true;
            }

            return false;
        }
    }

    /// <summary>
    /// The cluster by which its backend was reached before, and until when connections of older listeners may export to it.
    /// </summary>
    public (PackedResource Cluster, DateTimeOffset Until)? Retired { get; set; }

    /// <summary>When a listener that it was served was last changed or removed; null when none was.</summary>
    public DateTimeOffset? ListenersChangedAt { get; set; }

    /// <summary>It waits among the <see cref="DueNodes"/>.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Why it gets nothing new, as the log says already; null when it does.</summary>
    public string? Condition { get; set; }

    /// <summary>Has others see how it is served now.</summary>
    public void Publish()
    {
        var streams = ImmutableArray.CreateBuilder<ServedStream>(Streams.Count);
        foreach (var open in Streams) streams.Add(open.Served(Collector));
        Status.Served = new(Tracing, Condition, streams.MoveToImmutable(), HasProxy ? OnceAccepted() : null)
        {
            Overlay = Proxy is { IsOverlay: true } ? Proxy : null,
        };
    }

    // Done with each change, so nothing but the value is allocated.
    private ProxyDelivery OnceAccepted()
    {
        var (drainTime, withoutSecrets) = (TimeSpan.Zero, false);
        EnvoyVersion? oldest = null;
        DateTimeOffset? firstEnd = null;
        foreach (var open in Streams)
        {
            if (open.Stream.Observer) continue;
            withoutSecrets |= !open.Stream.Confidential;
            if (open.DrainTime > drainTime) drainTime = open.DrainTime;
            if (open.Envoy is { } envoy && !(envoy > oldest)) oldest = envoy;
            if (ProxyIdentity.Of(open.Stream).ExpiresAt is { } end && !(end > firstEnd)) firstEnd = end;
        }

        return new(Proxy?.Name ?? Id, DeliveryState.Accepted, null, [], ListenersChangedAt + drainTime)
        {
            WithoutSecrets = withoutSecrets && Tracing?.Collector is { Secrets.IsEmpty: false },
            Envoy = oldest,
            ExpiresAt = firstEnd,
        };
    }
}
