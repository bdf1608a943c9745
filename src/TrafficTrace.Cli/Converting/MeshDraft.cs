using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting;

/// <summary>A Mesh that gets backends, and the policies that name them.</summary>
internal sealed class MeshDraft
{
    /// <summary>What policies name that turn tracing off: no Mesh has it.</summary>
    private const string NoBackend = "none";

    private readonly string _name;
    private readonly JsonObject? _found;
    private readonly List<BackendDraft> _backends = [];
    private readonly UniqueNames _backendNames;
    private readonly UniqueNames _policyNames = new([]);

    /// <param name="name">Of the mesh.</param>
    /// <param name="found">Its Mesh, where there is one.</param>
    public MeshDraft(string name, JsonObject? found)
    {
        (_name, _found) = (name, found);
        _backendNames = new(Kept.Select(backend => backend.Text("name")));
    }

    private IEnumerable<JsonNode?> Kept => Spec(_found).Items("tracing", "backends");

    /// <summary>The Mesh comes before its policies.</summary>
    public IEnumerable<JsonObject> Documents(IReadOnlyCollection<PolicyDraft> policies)
    {
        var named = policies.Select(policy => (policy, Backend: policy.Backend is null ? null : NameOf(policy.Backend))).ToArray();
        var none = _backendNames.Take(NoBackend);
        return [Mesh(), .. named.Select(one => TrafficTrace(one.policy, one.Backend ?? none))];
    }

    /// <summary>Backends that say the same become one.</summary>
    private string NameOf(BackendDraft backend)
    {
        if (_backends.Find(backend.SaysTheSameAs) is { } same) return same.Name;
        _backends.Add(backend with { Name = _backendNames.Take(backend.Name) });
        return _backends[^1].Name;
    }

    private JsonObject Mesh()
    {
        var mesh = (JsonObject?)_found?.DeepClone() ?? new JsonObject { ["type"] = nameof(ResourceKind.Mesh), ["name"] = _name };
        if (mesh.Text("kind").Length > 0 && mesh["spec"] is not JsonObject) mesh["spec"] = new JsonObject();
        var spec = Spec(mesh)!;
        if (spec["tracing"] is not JsonObject) spec["tracing"] = new JsonObject();
        spec["tracing"]!["backends"] = new JsonArray([.. Kept.Select(backend => backend?.DeepClone()), .. _backends.Select(Backend)]);
        return mesh;
    }

    private static JsonObject? Spec(JsonObject? mesh) => mesh.Text("kind").Length > 0 ? mesh.At("spec") as JsonObject : mesh;

    private static JsonObject Backend(BackendDraft backend) => new()
    {
        ["name"] = backend.Name,
        ["type"] = backend.Type,
        ["conf"] = backend.Conf.DeepClone(),
    };

    private JsonObject TrafficTrace(PolicyDraft policy, string backend) => new()
    {
        ["type"] = nameof(ResourceKind.TrafficTrace),
        ["mesh"] = _name,
        ["name"] = _policyNames.Take(policy.Name),
        ["selectors"] = new JsonArray([.. policy.Matches.Select(match => new JsonObject { ["match"] = Tags(match) })]),
        ["conf"] = new JsonObject([KeyValuePair.Create<string, JsonNode?>("backend", backend), .. Cloned(policy.Conf)]),
    };

    private static JsonObject Tags(TagSet tags) => new(tags.Select(tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value)));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Cloned(JsonObject conf) =>
        conf.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()));
}
