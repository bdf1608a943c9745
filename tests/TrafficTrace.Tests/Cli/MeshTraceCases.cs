using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Tests.Cli;

/// <summary>What a MeshTrace and a TrafficTrace both can say, each part there or not.</summary>
public static class MeshTraceCases
{
    private static readonly string[] TagKeys = ["region", "team/name", "version"];

    public static Arbitrary<MeshTraceCase> Arbitrary() => Arb.From(
        from specs in Spec.NonEmptyListOf()
        select new MeshTraceCase(string.Join("---\n", specs.Take(5).Select(Document))));

    private static Gen<JsonObject> Spec =>
        from target in Target
        from backends in Gen.Frequency((6, Backend.Select(backend => new JsonArray(backend))), (1, Gen.Fresh(() => new JsonArray())))
        from sampling in Sampling
        from tags in Tag.ListOf()
        select new JsonObject { ["targetRef"] = target, ["default"] = Default(backends, sampling, tags) };

    private static Gen<JsonObject> Target =>
        from service in Gen.Elements("", "web", "backend_demo_svc_80")
        from values in Gen.Elements("", "1", "eu.west").ListOf(TagKeys.Length)
        select TargetOf(service, [.. TagKeys.Zip(values, KeyValuePair.Create).Where(tag => tag.Value.Length > 0)]);

    private static Gen<JsonObject> Backend => Gen.OneOf(Zipkin, Datadog, OpenTelemetry);

    private static Gen<JsonObject> Zipkin =>
        from url in Gen.Elements("http://z:9411/api/v2/spans", "https://Zipkin.example:443/x", "http://[::1]:80/a/b")
        from version in Gen.Elements("httpJson", "httpProto")
        from wide in Flag("traceId128bit")
        from shared in Flag("sharedSpanContext")
        select Typed("Zipkin", "zipkin", Object([Text("url", url), Text("apiVersion", version), .. wide, .. shared]));

    private static Gen<JsonObject> Datadog =>
        from url in Gen.Elements("http://agent:8126", "http://10.0.0.1:80", "http://[2001:db8::1]:1")
        from split in Flag("splitService")
        select Typed("Datadog", "datadog", Object([Text("url", url), .. split]));

    private static Gen<JsonObject> OpenTelemetry =>
        from endpoint in Gen.Elements("otel", "otel:4317", "10.0.0.1:55680", "[::1]:4317")
        select Typed("OpenTelemetry", "openTelemetry", Object([Text("endpoint", endpoint)]));

    private static Gen<JsonObject> Sampling =>
        from overall in Percent
        from random in Percent.OrNull()
        from client in Percent.OrNull()
        select Object([.. Field("overall", overall), .. Field("random", random), .. Field("client", client)]);

    /// <summary>A number with a point is a text there.</summary>
    private static Gen<string> Percent => Gen.Elements("0", "1", "33", "100", "0.5", "12.25", "0.01");

    private static Gen<JsonObject> Tag =>
        from value in Gen.Elements("core", "on", "7", "a b")
        from header in Gen.Elements("", "x-tenant", "X-User")
        from otherwise in Gen.Elements("", "none")
        select header.Length == 0 ? Object([Text("literal", value)]) : FromHeader(header, otherwise);

    private static Gen<KeyValuePair<string, JsonNode?>[]> Flag(string name) => Gen.OneOf(
        Gen.Fresh(() => Array.Empty<KeyValuePair<string, JsonNode?>>()),
        Gen.Elements(true, false).Select(value => new[] { KeyValuePair.Create<string, JsonNode?>(name, value) }));

    private static string Document(JsonObject spec, int index) => TrafficTrace.Cli.Output.Document.Render(
        new JsonObject { ["type"] = "MeshTrace", ["mesh"] = "demo", ["name"] = $"trace-{index}", ["spec"] = spec.DeepClone() },
        OutputFormat.Yaml);

    private static JsonObject Default(JsonArray backends, JsonObject sampling, IEnumerable<JsonObject> tags)
    {
        // A tag has a name of its own, which comes first. A TrafficTrace takes 64 of them.
        JsonObject[] named = [.. tags.Take(64).Select((tag, index) => Object([Text("name", $"tag{index}"), .. Cloned(tag)]))];
        var said = new JsonObject { ["backends"] = backends.DeepClone(), ["sampling"] = sampling.DeepClone() };
        if (named.Length > 0) said["tags"] = new JsonArray([.. named]);
        return said;
    }

    private static JsonObject TargetOf(string service, KeyValuePair<string, string>[] tags)
    {
        var target = new JsonObject
        {
            ["kind"] = (service.Length > 0, tags.Length > 0) switch
            {
                (false, false) => "Mesh",
                (false, true) => "MeshSubset",
                (true, false) => "MeshService",
                _ => "MeshServiceSubset",
            },
        };
        if (service.Length > 0) target["name"] = service;
        if (tags.Length > 0) target["tags"] = Object(tags.Select(tag => Text(tag.Key, tag.Value)));
        return target;
    }

    private static JsonObject FromHeader(string header, string otherwise)
    {
        var from = Object([Text("name", header)]);
        if (otherwise.Length > 0) from["default"] = otherwise;
        return new JsonObject { ["header"] = from };
    }

    private static JsonObject Typed(string type, string own, JsonObject conf) => new() { ["type"] = type, [own] = conf };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Field(string name, string? percent)
    {
        if (percent is null) return [];
        return [KeyValuePair.Create<string, JsonNode?>(name, percent.Contains('.') ? percent : JsonNode.Parse(percent))];
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Cloned(JsonObject fields) =>
        fields.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()));

    private static KeyValuePair<string, JsonNode?> Text(string name, string value) => new(name, value);

    private static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode?>> fields) => new(fields);
}
