using System.Text.Json;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// What the tests look at in a Zipkin span. <see cref="Kind"/> is CLIENT for an outbound listener, SERVER for an inbound one.
/// </summary>
internal sealed record Span(string Service, string TraceId, string Kind, string Path)
{
    public static Span Parse(JsonElement span) => new(
        Text(span, "localEndpoint", "serviceName"),
        Text(span, "traceId"),
        Text(span, "kind"),
        Text(span, "tags", "http.url"));

    private static string Text(JsonElement element, params string[] path)
    {
        foreach (var name in path)
            if (!element.TryGetProperty(name, out element)) return "";
        return element.GetString() ?? "";
    }
}
