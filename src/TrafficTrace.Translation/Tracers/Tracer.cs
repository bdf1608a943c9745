using System.Runtime.CompilerServices;
using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Trace.V3;
using Google.Protobuf;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Clusters;
using DiscoveryType = Envoy.Config.Cluster.V3.Cluster.Types.DiscoveryType;
using DnsLookupFamily = Envoy.Config.Cluster.V3.Cluster.Types.DnsLookupFamily;

namespace TrafficTrace.Translation.Tracers;

/// <summary>
/// What a type of collector means to Envoy: one class for each. Made once for each collector of a mesh at a revision, and gone with it: a
/// change of the whole mesh makes, hashes and compares it once instead of for each proxy. Equal when the collectors are.
/// </summary>
internal abstract class Tracer : IEquatable<Tracer>
{
    private static readonly ConditionalWeakTable<Collector, Tracer> Known = [];
    private static readonly TracerOfType OfType = new();

    private readonly Collector _collector;
    private readonly int _hash;

    protected Tracer(Collector collector)
    {
        _collector = collector;
        _hash = collector.GetHashCode();
        Secrets = collector.Secrets;
    }

    /// <summary>Names of the secrets that exports need.</summary>
    public ValueList<string> Secrets { get; }

    /// <summary>Name of the collector cluster. It stays when the host does not, so that a collector moves without a new cluster.</summary>
    protected virtual string ClusterName => Names.CollectorCluster(_collector.Name);

    /// <summary>
    /// A sampled parent is followed only where a route for it says so. Such a tracer takes its numbers from routes, and needs
    /// <c>tracing.global_enabled</c> at 100 %: a number below cuts sampled parents.
    /// </summary>
    public virtual bool FollowsParentsByRoute => false;

    public static Tracer Of(Collector collector) => Known.GetValue(collector, static collector => collector.Match(OfType));

    /// <summary>What an HCM says of it.</summary>
    /// <param name="direction">Of the listener.</param>
    /// <param name="service">The service behind the listener.</param>
    /// <param name="source">What <see cref="SourceOf"/> gave.</param>
    public abstract Tracing.Types.Http Provider(TrafficDirection direction, string service, SpanSource source);

    /// <summary>Where spans go.</summary>
    /// <param name="fromIPv6">The proxy's own address is IPv6.</param>
    /// <param name="secretsOf">The mesh whose secrets it names; null where there are none.</param>
    public abstract Cluster ClusterFor(bool fromIPv6, string? secretsOf);

    /// <summary>
    /// What of <paramref name="proxy"/> its listeners of a direction depend on; nothing for most types, so that proxies share them.
    /// </summary>
    public virtual SpanSource SourceOf(Proxy proxy, TrafficDirection direction) => SpanSource.None;

    public bool Equals(Tracer? other) => ReferenceEquals(this, other) || (other is not null && _collector == other._collector);

    public sealed override bool Equals(object? obj) => Equals(obj as Tracer);

    public sealed override int GetHashCode() => _hash;

    protected static Tracing.Types.Http Provider(string name, IMessage config) =>
        new() { Name = name, TypedConfig = DeterministicAny.Pack(config) };

    /// <summary>The collector cluster of one host.</summary>
    protected Cluster ClusterOf(string host, int port, bool fromIPv6)
    {
        if (IpLiteral.Is(host)) return CommonCluster.OfOne(ClusterName, DiscoveryType.Static, host, port);
        var cluster = CommonCluster.OfOne(ClusterName, DiscoveryType.StrictDns, host, port);
        cluster.DnsLookupFamily = fromIPv6 ? DnsLookupFamily.Auto : DnsLookupFamily.V4Only;
        return cluster;
    }
}
