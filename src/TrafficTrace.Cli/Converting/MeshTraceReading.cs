using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting;

/// <summary>What one MeshTrace says, as a backend and a selector. <see cref="Backend"/> is null for one that turns tracing off.</summary>
internal sealed record MeshTraceReading(
    MeshTraceDocument Policy, JsonObject? Backend, JsonObject Match, ImmutableArray<string> Notes, ImmutableArray<string> Errors)
{
    public static MeshTraceReading Of(MeshTraceDocument policy)
    {
        var (notes, errors) = (new List<string>(), new List<string>());
        var backend = BackendOf(policy, notes, errors);
        var match = MatchOf(policy, errors);
        foreach (var field in new[] { "client", "random" })
        {
            if (policy.Spec.At("default", "sampling", field) is not null)
                notes.Add($"{policy.Told}: sampling.{field} has no equivalent, and is left out");
        }

        if (policy.Spec.Items("default", "tags").Any()) notes.Add($"{policy.Told}: tags have no equivalent, and are left out");
        return new(policy, backend, match, [.. notes], [.. errors.Select(error => $"{policy.Told}: {error}")]);
    }

    public JsonObject TrafficTrace()
    {
        var document = new JsonObject
        {
            ["type"] = nameof(ResourceKind.TrafficTrace),
            ["mesh"] = Policy.Mesh,
            ["name"] = Policy.Name,
            ["selectors"] = new JsonArray(new JsonObject { ["match"] = Match.DeepClone() }),
        };
        if (Backend is not null) document["conf"] = new JsonObject { ["backend"] = Policy.Name };
        return document;
    }

    private static JsonObject? BackendOf(MeshTraceDocument policy, List<string> notes, List<string> errors)
    {
        if (policy.Spec.Items("default", "backends").FirstOrDefault() is not { } backend)
        {
            notes.Add($"{policy.Told}: it turns tracing off: let the Mesh have no tracing.defaultBackend");
            return null;
        }

        var (type, conf) = backend.Text("type") switch
        {
            "Zipkin" => ("zipkin", Zipkin(backend.At("zipkin"))),
            "Datadog" => ("datadog", Datadog(backend.At("datadog"))),
            _ => ("", null),
        };
        if (conf is null) errors.Add($"a backend of type {backend.Text("type")} is not served, or its address is no URL");
        var document = new JsonObject { ["name"] = policy.Name, ["type"] = type, ["conf"] = conf };
        if (Overall(policy) is { } percent) document["sampling"] = percent;
        return document;
    }

    private static JsonObject? Zipkin(JsonNode? zipkin)
    {
        if (!Uri.TryCreate(zipkin.Text("url"), UriKind.Absolute, out var url)) return null;
        // Without a port Kuma's MeshTrace sends nowhere; a TrafficTrace has to name it.
        var text = zipkin.Text("url").Contains($"{url.Host}:{url.Port}", StringComparison.OrdinalIgnoreCase)
            ? zipkin.Text("url")
            : $"{url.Scheme}://{url.Host}:{url.Port}{url.PathAndQuery}";
        var conf = new JsonObject { ["url"] = text };
        foreach (var field in new[] { "apiVersion", "traceId128bit", "sharedSpanContext" })
        {
            if (zipkin.At(field) is { } value) conf[field] = value.DeepClone();
        }

        return conf;
    }

    private static JsonObject? Datadog(JsonNode? datadog)
    {
        if (!Uri.TryCreate(datadog.Text("url"), UriKind.Absolute, out var url)) return null;
        var conf = new JsonObject { ["address"] = url.Host.Trim('[', ']'), ["port"] = url.Port };
        if (datadog.At("splitService") is { } split) conf["splitService"] = split.DeepClone();
        return conf;
    }

    private static double? Overall(MeshTraceDocument policy) => double.TryParse(
        policy.Spec.Text("default", "sampling", "overall"), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
        ? percent
        : null;

    private static JsonObject MatchOf(MeshTraceDocument policy, List<string> errors)
    {
        var (kind, target) = (policy.Spec.Text("targetRef", "kind"), policy.Spec.At("targetRef"));
        if (kind is not ("" or nameof(ResourceKind.Mesh) or "MeshSubset" or "MeshService" or "MeshServiceSubset"))
            errors.Add($"a targetRef of kind {kind} has no equivalent: select by tags");
        var match = new JsonObject { [TagSet.Service] = target.Text("name") is { Length: > 0 } name ? name : TagSelector.Wildcard };
        foreach (var (tag, value) in target.Entries("tags")) match[tag] = value.Text();
        return match;
    }
}
