using Envoy.Api.Protos;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>A stream of a node, and the collector cluster that its Envoy rejected, if it did.</summary>
internal sealed class ConnectedStream(XdsStream stream)
{
    private readonly Variant _own = Variant.Of(stream.Start);

    public XdsStream Stream { get; } = stream;

    public Variant Own => _own;

    public PackedResource? RejectedCollector { get; set; }

    /// <summary>Untraced as long as the node's collector cluster is, byte for byte, the one that was rejected.</summary>
    public Variant Wanted(PackedResource? collector) => _own with { Untraced = RejectedCollector is not null && RejectedCollector.Equals(collector) };
}
