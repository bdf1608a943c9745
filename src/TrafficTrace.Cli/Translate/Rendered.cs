using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Cli.Dump;
using TrafficTrace.Translation;

namespace TrafficTrace.Cli.Translate;

/// <summary>A translation as a proxy would receive it, which asks for runtime and endpoints only where it has use for them.</summary>
internal static class Rendered
{
    public static ReceivedConfiguration Of(EnvoyResources resources, SamplingMode sampling)
    {
        var received = new ReceivedConfiguration();
        if (sampling == SamplingMode.Rtds)
            received.Add(Answer(TypeUrls.Runtime, [resources.Runtime]));
        received.Add(Answer(TypeUrls.Cluster, resources.Clusters));
        if (received.EndpointNames.Count > 0)
            received.Add(Answer(TypeUrls.ClusterLoadAssignment, resources.Endpoints));
        received.Add(Answer(TypeUrls.Listener, resources.Listeners));
        return received;
    }

    private static Answer Answer(string typeUrl, ImmutableArray<PackedResource> resources) =>
        new(typeUrl, [.. resources.Select(resource => resource.UnpackAny())], []);
}
