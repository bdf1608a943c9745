using System.Text.Json.Nodes;
using TrafficTrace.Cli.Translate;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Translation.Proxies;
using EnvoyRelease = TrafficTrace.EndToEndTests.Harness.EnvoyRelease;

namespace TrafficTrace.EndToEndTests.Mutations;

/// <summary>
/// What a proxy gets for documents that were accepted. Names begin with the seed, so that many of them stand in one bootstrap.
/// </summary>
internal sealed record AcceptedDocuments(int Seed, string Text, JsonArray Clusters, JsonArray Listeners, JsonArray Secrets)
{
    /// <summary>Null when they are refused, or when there is no proxy to translate them for.</summary>
    public static AcceptedDocuments? Of(int seed, string text, EnvoyRelease release)
    {
        var read = ResourceReader.Read(text, null, ReaderOptions.Default);
        if (read.ErrorCount > 0) return null;
        var snapshot = StoreSnapshot.Empty.With(Origin.File, PlacedResource.Nowhere(read.Resources), []);
        var dataplane = read.Resources.OfType<Dataplane>().First();
        var mesh = snapshot.Meshes[dataplane.Mesh];
        if (mesh.AddressOf(dataplane) is null) return null;
        var proxy = Proxy.Of(dataplane);
        var configuration = ProxyConfiguration.Of(mesh, proxy, PolicyMatcher.Explain(proxy, mesh.Policies.Values).Winner);
        if (release == EnvoyRelease.Oldest) configuration = configuration.WithoutFormats();
        var resources = new ProxyTranslator().Translate(configuration, SamplingMode.Listener);
        var parts = StaticBootstrap.Of("n", "c", resources, SamplingMode.Listener)["staticResources"]!;
        Prefix(parts, $"{seed}-");
        return new AcceptedDocuments(seed, text, Part("clusters"), Part("listeners"), Part("secrets"));

        JsonArray Part(string name) => parts[name]?.DeepClone().AsArray() ?? [];
    }

    /// <summary>Of listeners and clusters, and wherever a cluster is named.</summary>
    private static void Prefix(JsonNode parts, string prefix)
    {
        foreach (var part in parts["clusters"]!.AsArray().Concat(parts["listeners"]!.AsArray())) part!["name"] = prefix + part["name"];
        foreach (var name in Names(parts).ToArray()) name.ReplaceWith(prefix + name.GetValue<string>());
    }

    private static IEnumerable<JsonValue> Names(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field =>
            field is { Key: "cluster" or "collectorCluster" or "clusterName", Value: JsonValue name } ? [name] : Names(field.Value)),
        JsonArray items => items.SelectMany(Names),
        _ => [],
    };
}
