using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Server;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Cli.Comparing;

/// <summary>What a control plane has of resources, read as their files are, so that the two can be compared.</summary>
internal static class ServerDocuments
{
    /// <returns>Without those that it does not have.</returns>
    public static async Task<IReadOnlyDictionary<ResourceKey, Resource>> OfAsync(
        ApiClient client, IEnumerable<Resource> resources, CancellationToken cancellation)
    {
        var found = new Dictionary<ResourceKey, Resource>();
        foreach (var (kind, mesh) in resources.Select(Place).Distinct())
        {
            foreach (var item in await ItemsAsync(client, ApiKind.Of(kind).PathOfAll(mesh), cancellation))
            {
                if (Read(item) is { } resource) found[resource.Key] = resource;
            }
        }

        return found;
    }

    private static (ResourceKind Kind, string Mesh) Place(Resource resource) =>
        (resource.Kind, resource.Kind == ResourceKind.Mesh ? "" : resource.Mesh);

    // A mesh that is not there has none.
    private static async Task<ImmutableArray<JsonNode?>> ItemsAsync(ApiClient client, string path, CancellationToken cancellation)
    {
        var first = await client.SendAsync(HttpMethod.Get, ApiPath.Query(path, ("size", "1")), null, cancellation);
        return first.IsMissing ? [] : [.. (await Listing.AllAsync(client, path, null, cancellation)).Items("items")];
    }

    // What the control plane took is not refused here.
    private static Resource? Read(JsonNode? item)
    {
        string[] meshes = [item.Text("mesh"), item.Text("name")];
        var options = new ReaderOptions(meshes.ToImmutableHashSet(StringComparer.Ordinal));
        return ResourceReader.Read(item?.ToJsonString() ?? "", null, options).Resources.FirstOrDefault();
    }
}
