using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>
/// From Mesh and TrafficTrace to MeshTrace as Kuma 2.x has it: the backend stands in the policy, and one <c>targetRef</c> takes the place
/// of a selector, so that a policy with several selectors becomes several.
/// </summary>
internal static class MeshTraceWriter
{
    /// <param name="input">The resources.</param>
    /// <param name="sources">The same documents as they are written, for saying where in them something is.</param>
    public static Converted Of(ResourceInput input, IEnumerable<Source> sources)
    {
        SourceDocument[] documents = [.. sources.Select(SourceDocument.Of)];
        var meshes = input.Resources.OfType<Mesh>().ToDictionary(mesh => mesh.Name, StringComparer.Ordinal);
        var policies = input.Resources.OfType<TrafficTracePolicy>().ToDictionary(policy => (policy.Mesh, policy.Name));
        if (policies.Count == 0) return Converted.Nothing("The files hold no TrafficTrace.");
        var losses = new Losses();
        var written = documents
            .Where(document => document.Kind == nameof(ResourceKind.TrafficTrace) && policies.ContainsKey((document.Space, document.Name)))
            .Select(document => new WrittenPolicy(policies[(document.Space, document.Name)], document))
            .Where(policy => HasMesh(policy, meshes, losses) && IsOurs(policy, meshes[policy.Policy.Mesh], losses)).ToArray();
        var targets = Targets(written, losses).ToArray();
        var defaults = written.ToDictionary(
            policy => policy.Policy, policy => Default(policy, meshes[policy.Policy.Mesh], documents, losses));
        return Converted.Of(
            targets.Select(target => Document(target, defaults[target.Policy])), losses, MeshTraceOrder.OfMeshTraces(targets));
    }

    private static bool HasMesh(WrittenPolicy policy, Dictionary<string, Mesh> meshes, Losses losses)
    {
        if (meshes.ContainsKey(policy.Policy.Mesh)) return true;
        losses.Document(policy.Document.Root, "its Mesh holds its backend, and is not in the files");
        return false;
    }

    // A MeshTrace always has a tracer, or switches tracing off.
    private static bool IsOurs(WrittenPolicy policy, Mesh mesh, Losses losses)
    {
        if (BackendResolution.BackendOf(policy.Policy, mesh) is not { Collector: ExternalCollector external }) return true;
        losses.Document(policy.Document.Root, $"its backend \"{external.Name}\" is external, which no MeshTrace says");
        return false;
    }

    private static IEnumerable<PolicyTarget> Targets(WrittenPolicy[] policies, Losses losses)
    {
        var names = new UniqueNames([]);
        var all = policies.SelectMany(policy => policy.Targets(losses)).ToArray();
        // Those that keep their names come first, so that no other takes one of theirs.
        foreach (var target in all.Where(target => target.Index == 0)) names.Take(target.Name);
        return all.Select(target => target.Index == 0 ? target : target with { Name = names.Take(target.Name) });
    }

    private static JsonObject Default(WrittenPolicy policy, Mesh mesh, SourceDocument[] documents, Losses losses)
    {
        var name = policy.Policy.Backend ?? mesh.DefaultBackend;
        var backend = mesh.Backends.FirstOrDefault(backend => backend.Name == name);
        var source = documents.Where(document => document.Kind == nameof(ResourceKind.Mesh) && document.Name == mesh.Name)
            .SelectMany(document => document.Spec.Child("tracing", "backends").Items)
            .FirstOrDefault(item => item.Child("name").Text == name);
        return policy.Default(backend, source, losses);
    }

    private static JsonObject Document(PolicyTarget target, JsonObject said) => new()
    {
        ["type"] = MeshTraceReading.Kind,
        ["mesh"] = target.Policy.Mesh,
        ["name"] = target.Name,
        ["spec"] = new JsonObject { ["targetRef"] = target.Reference(), ["default"] = said.DeepClone() },
    };
}
