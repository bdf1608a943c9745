using Envoy.Api.Protos;

namespace TrafficTrace.Fleet.Status;

/// <summary>A collector cluster that an Envoy rejected.</summary>
/// <param name="Cluster">The content that it rejected.</param>
/// <param name="CanPass">For a reason that may pass while the cluster stays as it is.</param>
/// <param name="Reason">Its own text, cut.</param>
/// <param name="Since">When it did last.</param>
public sealed record RefusedCollector(PackedResource Cluster, bool CanPass, string Reason, DateTimeOffset Since)
{
    /// <summary>What a stream that has rejected it gets of <paramref name="collector"/>.</summary>
    public CollectorState For(PackedResource collector) =>
        !CanPass && Cluster.Equals(collector) ? CollectorState.Absent : CollectorState.Offered;
}
