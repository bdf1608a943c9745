using System.Text.Json;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>Fields that Kuma does not have. Where one is set, and its place is kept without it, it is lost.</summary>
internal static class OwnFields
{
    private static readonly string[] OfPolicy =
    [
        "sampling", "trustClient", "rules", "healthChecks", "tags", "maxPathTagLength", "verbose", "spanName", "spawnUpstreamSpan",
        "meshTags", "allowBreakingTraces",
    ];

    private static readonly string[] OfZipkin = ["propagation", "tls"];

    public static IEnumerable<string> Lost(Resource? before, Resource after) => (before, after) switch
    {
        (Mesh, Mesh) => OfBackends(Backends(before), Backends(after)),
        (TrafficTracePolicy, TrafficTracePolicy) =>
            OfConf(Child(ResourceJson.Spec(before), "conf"), Child(ResourceJson.Spec(after), "conf"), OfPolicy, "conf"),
        _ => [],
    };

    private static IEnumerable<string> OfBackends(JsonElement[] before, JsonElement[] after) =>
        from index in Enumerable.Range(0, after.Length)
        let old = before.FirstOrDefault(old => Text(old, "name") == Text(after[index], "name"))
        where old.ValueKind == JsonValueKind.Object && Text(old, "type") == Text(after[index], "type")
        from field in OfConf(Child(old, "conf"), Child(after[index], "conf"), Own(old), $"tracing.backends[{index}].conf")
        select field;

    /// <summary>Kuma takes a Zipkin and a Datadog backend, and none of any other type.</summary>
    private static string[] Own(JsonElement backend) => Text(backend, "type") switch
    {
        "zipkin" => OfZipkin,
        "datadog" => [],
        _ when Child(backend, "conf") is { ValueKind: JsonValueKind.Object } conf =>
            [.. conf.EnumerateObject().Select(field => field.Name)],
        _ => [],
    };

    private static IEnumerable<string> OfConf(JsonElement before, JsonElement after, string[] own, string path) =>
        from field in own where Has(before, field) && !Has(after, field) select $"{path}.{field}";

    private static JsonElement[] Backends(Resource mesh) =>
        Child(Child(ResourceJson.Spec(mesh), "tracing"), "backends") is { ValueKind: JsonValueKind.Array } backends
            ? [.. backends.EnumerateArray()]
            : [];

    private static bool Has(JsonElement mapping, string name) => Child(mapping, name).ValueKind != JsonValueKind.Undefined;

    private static JsonElement Child(JsonElement mapping, string name) =>
        mapping.ValueKind == JsonValueKind.Object && mapping.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement mapping, string name) =>
        Child(mapping, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
