using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Server;

/// <summary>Lists of the API, which come in pages.</summary>
internal static class Listing
{
    private const int PageSize = 1000;

    /// <summary>All pages as one list, as the API would give it if it fitted in one.</summary>
    public static async Task<JsonObject> AllAsync(ApiClient client, string path, CancellationToken cancellation)
    {
        var items = new JsonArray();
        for (string? offset = "0"; offset is not null;)
        {
            var page = (await PageAsync(client, path, PageSize, offset, cancellation)).Body;
            foreach (var item in page.Items("items").ToArray()) items.Add(item?.DeepClone());
            offset = NextOffset(page);
        }

        return new JsonObject { ["total"] = items.Count, ["items"] = items, ["next"] = null };
    }

    public static Task<ApiAnswer> PageAsync(ApiClient client, string path, int? size, string? offset, CancellationToken cancellation) =>
        client.GetAsync(ApiPath.Query(path, ("size", size?.ToString()), ("offset", offset is "0" ? null : offset)), cancellation);

    /// <summary>Where the next page begins; null on the last. The API gives the whole URL, as its own address is seen from there.</summary>
    public static string? NextOffset(JsonNode? page)
    {
        if (!Uri.TryCreate(page.Text("next"), UriKind.RelativeOrAbsolute, out var next)) return null;
        var query = next.OriginalString.Split('?', 2) is [_, var found] ? found : "";
        return query.Split('&').Where(part => part.StartsWith("offset=", StringComparison.Ordinal))
            .Select(part => Uri.UnescapeDataString(part["offset=".Length..])).FirstOrDefault(offset => offset.Length > 0);
    }
}
