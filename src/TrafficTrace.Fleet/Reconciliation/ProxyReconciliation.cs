using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>The pure step: one proxy at one revision gives one snapshot. No clock, no log, no state.</summary>
public sealed class ProxyReconciliation(ProxyTranslator translator)
{
    /// <summary>Why a node can't be served; null when it can.</summary>
    internal static string? Condition(NodeName? name, Proxy? proxy, StoreSnapshot store) => (name, proxy?.Dataplane) switch
    {
        _ when proxy is { IsOverlay: true } => null,
        (null, _) => "its node.id is not <mesh>.<dataplane>",
        ({ } node, null) => $"mesh '{new ClientText(node.Mesh)}' has no Dataplane '{new ClientText(node.Dataplane)}'",
        ({ } node, { } dataplane) when store.Meshes[node.Mesh].AddressOf(dataplane) is null =>
            $"the address '{dataplane.Address}' of its Dataplane does not resolve yet",
        _ => null,
    };

    /// <summary>Of the traced proxy, before anything else of it is made; null for an untraced one.</summary>
    internal PackedResource? Collector(ProxyConfiguration configuration) => translator.Collector(configuration);

    /// <param name="configuration">What decides it.</param>
    /// <param name="mode">How the stream takes its sampling.</param>
    /// <param name="older">What the proxy had until now: what did not change is the same object.</param>
    internal ProxySnapshot Compute(ProxyConfiguration configuration, SamplingMode mode, ProxySnapshot? older)
    {
        var resources = translator.Translate(configuration, mode, older?.Resources);
        var sets = ImmutableArray.CreateRange(resources.Sets, Set, older?.Snapshot);
        return new ProxySnapshot(resources, Snapshot.Create(sets.AsSpan()));
    }

    private static (ResourceType Type, ResourceSet Set) Set(TypedResources resources, Snapshot? older)
    {
        var type = ResourceType.Of(resources.TypeUrl);
        return (type, (older?[type] ?? ResourceSet.Empty).Replace(resources.Resources));
    }
}
