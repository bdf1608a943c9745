using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>What Kuma 2.9.13 was asked, in this order, and answered: answered here alike, but for the intended differences.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class KumaExchangeTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Exchange[] Exchanges =
        JsonSerializer.Deserialize<Exchange[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Api/exchanges.json")), Options)!;

    [Test]
    public async Task What_Kuma_answers_is_answered_alike()
    {
        await using var plane = await ApiPlane.StartAsync(change: options => options with { DefaultMesh = true });
        // Some are as a reverse proxy sends them: for those it is not enough to call on this machine.
        const string admin = """{"name":"mesh-system:admin","groups":["mesh-system:admin"]}""";
        var token = (await plane.SendAsync(HttpMethod.Post, "/tokens/user", admin, "application/json")).Text;
        var differing = new List<string>();
        foreach (var exchange in Exchanges)
        {
            var response = await AskAsync(plane, exchange, token);
            var intended = IntendedDifferences.ById.TryGetValue(exchange.Id, out var other);
            var difference = Difference(exchange, response, plane.Plane.Api.BaseAddress!);
            if (!intended && difference is not null) differing.Add($"{exchange.Id}: {difference}; {Told(response)}");
            if (intended && difference is null) differing.Add($"{exchange.Id}: is answered as in Kuma, and no difference ({other.Why})");
            if (intended && (int)response.Status != other.Status) differing.Add($"{exchange.Id}: {response.Status}; {Told(response)}");
        }

        Assert.That(differing, Is.Empty, string.Join('\n', differing));
    }

    [Test]
    public void Each_intended_difference_is_one_of_an_exchange() =>
        Assert.That(IntendedDifferences.ById.Keys, Is.SubsetOf(Exchanges.Select(exchange => exchange.Id)));

    private static Task<ApiResponse> AskAsync(ApiPlane plane, Exchange exchange, string token) => plane.SendAsync(
        new HttpMethod(exchange.Method),
        exchange.Path,
        exchange.BodyText,
        exchange.Body is null ? null : exchange.ContentType,
        [("Authorization", $"Bearer {token}"), .. exchange.Headers.Select(header => (header.Key, header.Value))]);

    private static string Told(ApiResponse response) =>
        response.Text.StartsWith('{') ? string.Join("; ", response.Violations.DefaultIfEmpty(response.Text)) : response.Text;

    private static string? Difference(Exchange exchange, ApiResponse response, Uri asked)
    {
        if ((int)response.Status != exchange.Status) return $"{(int)response.Status}, not {exchange.Status}";
        if (response.ContentType is null or "text/plain") return exchange.IsOfStatusAlone ? null : "its answer is plain text";
        if (exchange.Title is { } title && (string?)response.Json["title"] != title) return $"its title is not {title}";
        if (exchange.Fields is { } fields && !FieldsOf(response).SequenceEqual(fields.Select(AsOurs)))
            return $"{string.Join(", ", FieldsOf(response))}, not {string.Join(", ", fields)}";
        if (exchange.Total is { } total && (int?)response.Json["total"] != total) return $"its total is not {total}";
        if (exchange.Names is { } names && !response.Names.SequenceEqual(names)) return $"it does not name {string.Join(", ", names)}";
        if (exchange.Total is not null && PathOf((string?)response.Json["next"], asked) != exchange.Next)
            return $"its next is not {exchange.Next}";
        return exchange.Has is { } has && !Holds(response.Json, has) ? $"it does not hold {has.ToJsonString()}" : null;
    }

    private static IEnumerable<string> FieldsOf(ApiResponse response) =>
        response.Json["invalid_parameters"]?.AsArray().Select(one => (string)one!["field"]!) ?? [];

    // Kuma calls the conf of a backend config where something is wrong with it; here a field is called as the document has it.
    private static string AsOurs(string field) => field.Replace("].config", "].conf", StringComparison.Ordinal);

    // Of another address it stays whole.
    private static string? PathOf(string? url, Uri asked) => url is null ? null : asked.MakeRelativeUri(new Uri(url)).OriginalString;

    private static bool Holds(JsonNode? actual, JsonNode? expected) => expected switch
    {
        JsonObject map => actual is JsonObject other && map.All(field => Holds(other[field.Key], field.Value)),
        JsonArray list => actual is JsonArray other && other.Count == list.Count
            && list.Zip(other).All(pair => Holds(pair.Second, pair.First)),
        _ => JsonNode.DeepEquals(actual, expected),
    };
}
