using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>What the API answered.</summary>
internal sealed record ApiResponse(HttpStatusCode Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    /// <summary>Field and reason of each violation.</summary>
    public IEnumerable<string> Violations =>
        Json["invalid_parameters"]?.AsArray().Select(one => $"{one!["field"]}: {one["reason"]}") ?? [];

    public IEnumerable<string> Names => Json["items"]!.AsArray().Select(item => (string)item!["name"]!);
}
