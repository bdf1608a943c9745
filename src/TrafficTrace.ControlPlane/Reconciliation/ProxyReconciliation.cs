using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>The pure step: one proxy at one revision gives one snapshot. No clock, no log, no state.</summary>
internal sealed class ProxyReconciliation(ProxyTranslator translator)
{
    /// <summary>Why a node can't be served; null when it can.</summary>
    public static string? Condition(NodeName? name, Dataplane? dataplane) => (name, dataplane) switch
    {
        (null, _) => "its node.id is not <mesh>.<dataplane>",
        ({ } node, null) => $"mesh '{node.Mesh}' has no Dataplane '{node.Dataplane}'",
        (_, { ResolvedAddress: null }) => $"the address '{dataplane.Address}' of its Dataplane does not resolve yet",
        _ => null,
    };

    /// <summary>What decides the proxy's configuration, given the policy that won for it.</summary>
    public static ProxyInputs Inputs(MeshSnapshot mesh, Dataplane dataplane, TrafficTracePolicy? winner, Variant variant) =>
        new(dataplane, BackendResolution.Resolve(winner, mesh.Mesh), variant.Sampling, variant.Untraced, mesh.Services);

    /// <param name="inputs">What decides it.</param>
    /// <param name="older">What the proxy had until now: what did not change is the same object.</param>
    public ProxySnapshot Compute(ProxyInputs inputs, ProxySnapshot? older)
    {
        var resources = translator.Translate(inputs, older?.Resources);
        var snapshot = Snapshot.Create(
            Set(ResourceType.Runtime, [resources.Runtime], older),
            Set(ResourceType.Cluster, resources.Clusters, older),
            Set(ResourceType.Endpoints, resources.Endpoints, older),
            Set(ResourceType.Listener, resources.Listeners, older));
        return new ProxySnapshot(resources, snapshot);
    }

    private static (ResourceType Type, ResourceSet Set) Set(ResourceType type, ImmutableArray<PackedResource> resources, ProxySnapshot? older) =>
        (type, (older?.Snapshot[type] ?? ResourceSet.Empty).Replace(resources));
}
