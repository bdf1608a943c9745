using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting;

/// <summary>
/// From Mesh and TrafficTrace to MeshTrace as Kuma 2.x has it: the backend stands in the policy, and one <c>targetRef</c> takes the place
/// of a selector, so that a policy with several selectors becomes several.
/// </summary>
internal static class MeshTraceWriter
{
    private const int WholePercent = 100;

    public static Converted Of(ResourceInput input)
    {
        var meshes = input.Resources.OfType<Mesh>().ToDictionary(mesh => mesh.Name, StringComparer.Ordinal);
        var policies = input.Resources.OfType<TrafficTracePolicy>().ToArray();
        var homeless = policies.Where(policy => !meshes.ContainsKey(policy.Mesh))
            .Select(policy => $"{policy.Key}: its Mesh holds its backend, and is not in the files").ToArray();
        if (homeless.Length > 0) return new Converted([], [], [.. homeless]);
        var targets = policies.SelectMany(PolicyTarget.Of).ToArray();
        var errors = targets.SelectMany(target => target.Obstacles).ToArray();
        return new Converted(
            [.. targets.Select(target => Document(target, BackendOf(meshes[target.Policy.Mesh], target.Policy)))],
            [
                .. policies.SelectMany(policy => BackendNotes(policy, BackendOf(meshes[policy.Mesh], policy))),
                .. TargetOrder.Differences(targets),
            ],
            [.. errors]);
    }

    private static JsonObject Document(PolicyTarget target, JsonNode? backend) => new()
    {
        ["type"] = "MeshTrace",
        ["mesh"] = target.Policy.Mesh,
        ["name"] = target.Name,
        ["spec"] = new JsonObject { ["targetRef"] = target.Reference(), ["default"] = Default(backend) },
    };

    private static JsonObject Default(JsonNode? backend)
    {
        if (backend is null) return new JsonObject { ["backends"] = new JsonArray() };
        return new JsonObject
        {
            ["backends"] = new JsonArray(Backend(backend)),
            ["sampling"] = new JsonObject { ["overall"] = Percent(backend.At("sampling")) },
        };
    }

    // Numbers with a point are texts there.
    private static JsonNode Percent(JsonNode? sampling)
    {
        var percent = sampling is null ? WholePercent : double.Parse(sampling.Text(), CultureInfo.InvariantCulture);
        return percent == Math.Floor(percent) ? (int)percent : percent.ToString(CultureInfo.InvariantCulture);
    }

    private static JsonObject Backend(JsonNode backend) => backend.Text("type") == "datadog"
        ? new JsonObject { ["type"] = "Datadog", ["datadog"] = Datadog(backend.At("conf")) }
        : new JsonObject { ["type"] = "Zipkin", ["zipkin"] = Zipkin(backend.At("conf")) };

    private static JsonObject Zipkin(JsonNode? conf)
    {
        var zipkin = new JsonObject { ["url"] = conf.Text("url") };
        zipkin["apiVersion"] = conf.Text("apiVersion") == "httpProto" ? "httpProto" : "httpJson";
        foreach (var flag in new[] { "traceId128bit", "sharedSpanContext" })
        {
            if (conf.At(flag) is { } value) zipkin[flag] = value.DeepClone();
        }

        return zipkin;
    }

    private static JsonObject Datadog(JsonNode? conf)
    {
        var address = conf.Text("address");
        var host = address.Contains(':') ? $"[{address}]" : address;
        var datadog = new JsonObject { ["url"] = $"http://{host}:{conf.Text("port")}" };
        if (conf.At("splitService") is { } split) datadog["splitService"] = split.DeepClone();
        return datadog;
    }

    private static JsonNode? BackendOf(Mesh mesh, TrafficTracePolicy policy)
    {
        var name = policy.Backend ?? mesh.DefaultBackend;
        return JsonNode.Parse(mesh.SpecJson).Items("tracing", "backends").FirstOrDefault(backend => backend.Text("name") == name);
    }

    private static IEnumerable<string> BackendNotes(TrafficTracePolicy policy, JsonNode? backend)
    {
        if (backend is null)
            yield return $"{policy.Key}: it has no backend, so its proxies are untraced: its MeshTrace says so by an empty list";
        if (backend.At("conf", "tls") is not null) yield return $"{policy.Key}: conf.tls of its backend has no equivalent, and is left out";
    }
}
