using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>An open stream at one moment, as values alone.</summary>
/// <param name="Id">Unique in the process that serves it.</param>
/// <param name="OpenedAt">When it was let in.</param>
/// <param name="Version">Of Envoy, as the node says; empty when it does not.</param>
/// <param name="Sampling">How it takes its sampling.</param>
/// <param name="Collector">What it gets of its collector.</param>
/// <param name="Delta">It speaks the incremental variant of the protocol.</param>
/// <param name="Observer">It is no proxy's, but of somebody who looks.</param>
/// <param name="Encrypted">Its connection speaks TLS.</param>
/// <param name="Way">How it has shown who it is.</param>
public sealed record StreamSummary(
    long Id, DateTimeOffset OpenedAt, string Version, SamplingMode Sampling, CollectorState Collector, bool Delta, bool Observer,
    bool Encrypted, AuthenticationWay Way)
{
    /// <summary>Where its client is; null when that is not known.</summary>
    public string? Address { get; init; }

    /// <summary>When what it has shown ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it accepted something last; null when it has not.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Responses of all types.</summary>
    public ResponseCounts Total { get; init; }

    public ResponseCounts Clusters { get; init; }

    public ResponseCounts Endpoints { get; init; }

    public ResponseCounts Listeners { get; init; }

    public ResponseCounts Routes { get; init; }

    public static StreamSummary Of(ServedStream open)
    {
        var (stream, status, identity) = (open.Stream, open.Stream.Status, ProxyIdentity.Of(open.Stream));
        return new(
            stream.Id, stream.OpenedAt, EnvoyVersions.Told(stream.Start.Node), open.Sampling, open.Collector, stream.Start.Delta,
            stream.Observer, stream.Encrypted, identity.Way)
        {
            Address = stream.Address?.ToString(),
            ExpiresAt = identity.ExpiresAt,
            AcceptedAt = status.Types.IsEmpty ? null : status.Types.Max(type => type.AcceptedAt),
            Total = status.Types.Aggregate(default(ResponseCounts), (sum, type) => sum + type.Counts),
            Clusters = CountsOf(status, ResourceType.Cluster),
            Endpoints = CountsOf(status, ResourceType.Endpoints),
            Listeners = CountsOf(status, ResourceType.Listener),
            Routes = CountsOf(status, ResourceType.Route),
        };
    }

    private static ResponseCounts CountsOf(StreamStatus status, ResourceType type) => status[type]?.Counts ?? default;
}
