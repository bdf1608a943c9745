using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using TrafficTrace.Cli.Output;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Translate;

/// <summary>A translation as a proxy would receive it: one list a type, resources sorted by name as proto3 JSON.</summary>
internal static class Rendered
{
    public static JsonObject Of(EnvoyResources resources, SamplingMode sampling, ConfigurationType? only)
    {
        var document = new JsonObject();
        foreach (var set in resources.Sets.Where(set => IsAskedFor(set, sampling)))
        {
            if (only is null || ConfigurationTypes.Of(set.TypeUrl) == only)
                document[ConfigurationTypes.NameOf(set.TypeUrl)] = new JsonArray([.. set.Resources.Select(Json)]);
        }

        return document;
    }

    /// <summary>
    /// Clusters and listeners always, a runtime layer where one is in the bootstrap, and others by name where there is use for them.
    /// </summary>
    private static bool IsAskedFor(TypedResources set, SamplingMode sampling) => ConfigurationTypes.Of(set.TypeUrl) switch
    {
        ConfigurationType.Clusters or ConfigurationType.Listeners => true,
        ConfigurationType.Runtime => sampling == SamplingMode.Rtds,
        _ => !set.Resources.IsEmpty,
    };

    private static JsonNode? Json(PackedResource resource) =>
        JsonNode.Parse(EnvoyTypes.ToJson(resource.UnpackAny().Unpack(EnvoyTypes.Registry)));
}
