using Envoy.Api.Protos;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>A stream of a node, and the collector that its Envoy rejected. Touched by the fleet loop alone.</summary>
internal sealed class ConnectedStream(XdsStream stream)
{
    private Proxy? _seen;

    public XdsStream Stream { get; } = stream;

    public Variant Own { get; } = Variant.Of(stream.Start);

    /// <summary>Null when the node does not tell.</summary>
    public EnvoyVersion? Envoy { get; } = EnvoyVersions.Of(stream.Start.Node);

    /// <summary>How long connections of a changed listener live at most.</summary>
    public TimeSpan DrainTime { get; } = NodeMetadata.DrainTime(stream.Start.Node);

    public RejectionMemory Told { get; } = new();

    /// <summary>Set from the rejection of a collector cluster on, until the stream accepts the one that there is.</summary>
    public RefusedCollector? Refused { get; private set; }

    /// <summary>Why what it has shown does not fit the proxy; null when it fits, or was looked at already.</summary>
    public string? TakeMisfit(Proxy proxy)
    {
        if (ReferenceEquals(proxy, _seen)) return null;
        _seen = proxy;
        return ProxyIdentity.Of(Stream).Misfit(proxy);
    }

    public ServedStream Served(PackedResource? collector)
    {
        var refused = Refused is not null && Refused.Cluster.Equals(collector) ? Refused : null;
        return new(Stream, Own.Sampling, Wanted(collector).Collector, refused);
    }

    /// <summary>
    /// Untraced while a collector cluster is refused. The one that there is now is offered alone, beside the untraced listeners, so that a
    /// try drains nothing; one that can't be right is not offered at all.
    /// </summary>
    public Variant Wanted(PackedResource? collector) =>
        Refused is null || collector is null ? Own : Own with { Collector = Refused.For(collector) };

    /// <summary>Takes in what the stream's status says of the collector.</summary>
    public void LookAt(PackedResource? collector)
    {
        if (collector is null || Stream.Observer) return;
        var status = Stream.Status;
        if (Refused is null && !status.HasRejections) return; // as mostly: whether it holds the collector is no matter then
        if (status.Holds(collector)) Refused = null;
        else if (RejectionOf(collector, status) is var (rejection, blame)) Refuse(rejection, blame);
    }

    /// <summary>
    /// It took the collector after <see cref="LookAt"/> looked, maybe before it was put on trial: then nothing else tells.
    /// </summary>
    public bool HasTaken(PackedResource? collector) => Refused is not null && collector is not null && Stream.Status.Holds(collector);

    private void Refuse(Rejection rejection, Blame blame)
    {
        if (Refused is { } known && known.Since == rejection.Time && known.Cluster.Equals(blame.Resource)) return;
        Refused = new(blame.Resource, blame.CanPass, NackText.Of(rejection), rejection.Time);
    }

    private static (Rejection Rejection, Blame Blame)? RejectionOf(PackedResource collector, StreamStatus status)
    {
        foreach (var rejection in status.Rejections)
        {
            if (rejection.Of(collector) is { } blame) return (rejection, blame);
        }

        return null;
    }
}
