using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>Lists of the API, which come in pages.</summary>
internal static class Listing
{
    private const int PageSize = 1000;

    /// <summary>All pages as one list, as the API would give it if it fitted in one.</summary>
    /// <param name="client">Asks.</param>
    /// <param name="path">Of the list.</param>
    /// <param name="mesh">The mesh that it is in, null for none: what is told where there is no such mesh.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandFailure">Refused; or the pages lead around in a circle.</exception>
    public static async Task<JsonObject> AllAsync(ApiClient client, string path, string? mesh, CancellationToken cancellation)
    {
        var items = new JsonArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (string? offset = "0"; offset is not null;)
        {
            if (!seen.Add(offset))
            {
                throw CommandFailure.Refused(
                    $"The list {path} of {client.Address} does not end: its pages lead back to offset {offset}. "
                        + "Compare: traffictrace version");
            }

            var page = await PageAsync(client, path, mesh, PageSize, offset, cancellation);
            foreach (var item in page.Items("items")) items.Add(item?.DeepClone());
            offset = NextOffset(page);
        }

        return new JsonObject { ["total"] = items.Count, ["items"] = items, ["next"] = null };
    }

    public static async Task<JsonNode?> PageAsync(
        ApiClient client, string path, string? mesh, int? size, string? offset, CancellationToken cancellation)
    {
        var page = ApiPath.Query(path, ("size", size?.ToString()), ("offset", offset is "0" ? null : offset));
        var answer = await client.SendAsync(HttpMethod.Get, page, null, cancellation);
        if (answer.IsMissing && mesh is not null && await NotThere.MeshAsync(client, mesh, cancellation) is { } noMesh) throw noMesh;
        return answer.OrRefuse().Body;
    }

    /// <summary>Where the next page begins; null on the last. The API gives the whole URL, as its own address is seen from there.</summary>
    public static string? NextOffset(JsonNode? page)
    {
        if (!Uri.TryCreate(page.Text("next"), UriKind.RelativeOrAbsolute, out var next)) return null;
        var query = next.OriginalString.Split('?', 2) is [_, var found] ? found : "";
        return query.Split('&').Where(part => part.StartsWith("offset=", StringComparison.Ordinal))
            .Select(part => Uri.UnescapeDataString(part["offset=".Length..])).FirstOrDefault(offset => offset.Length > 0);
    }
}
