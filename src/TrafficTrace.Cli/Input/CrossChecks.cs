using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Input;

/// <summary>What no document shows by itself: how the resources of all files fit together.</summary>
internal sealed class CrossChecks(IReadOnlyCollection<FileContent> files)
{
    private const string Consequence = "the proxies that it selects are not traced";

    private readonly Dictionary<string, Mesh> _meshes = files.SelectMany(file => file.Content.Resources).OfType<Mesh>()
        .DistinctBy(mesh => mesh.Name).ToDictionary(mesh => mesh.Name, StringComparer.Ordinal);

    // A Mesh with an error is there all the same, and its error is told already.
    private readonly HashSet<string> _faulty = [.. files.SelectMany(file => file.Content.Errors).Select(error => error.Resource)];

    /// <summary>Resources that a second file defines as well. Within one file that is an error of the file.</summary>
    public IEnumerable<Finding> Errors()
    {
        var first = new Dictionary<ResourceKey, string>();
        foreach (var (file, resource, line) in All())
        {
            if (!first.TryAdd(resource.Key, $"{file}:{line}"))
                yield return new Finding(
                    file, line, resource.Key.ToString(), "", $"is in {first[resource.Key]} already: take it out of one of the two");
        }
    }

    public IEnumerable<Finding> Warnings()
    {
        foreach (var (file, resource, line) in All())
        {
            if (Untraced(resource) is var (field, message))
                yield return new Finding(file, line, resource.Key.ToString(), field, message);
        }
    }

    private IEnumerable<(string File, Resource Resource, int Line)> All() =>
        files.SelectMany(file => file.Content.Resources.Select(resource => (file.Path, resource, file.Content.Lines[resource.Key])));

    private (string Field, string Message)? Untraced(Resource resource)
    {
        if (_meshes.TryGetValue(resource.Mesh, out var mesh))
            return resource is TrafficTracePolicy policy ? WithoutBackend(policy, mesh) : null;
        var meshKey = new ResourceKey(ResourceKind.Mesh, resource.Mesh, resource.Mesh);
        return _faulty.Contains(meshKey.ToString())
            ? null
            : ("mesh", $"there is no Mesh {resource.Mesh} in these files, and without one nothing is traced");
    }

    private static (string Field, string Message)? WithoutBackend(TrafficTracePolicy policy, Mesh mesh)
    {
        if ((policy.Backend ?? mesh.DefaultBackend) is not { } name)
            return ("conf.backend", $"names no backend, and Mesh {mesh.Name} has no tracing.defaultBackend: {Consequence}");
        return mesh.Backends.Any(backend => backend.Name == name)
            ? null
            : ("conf.backend", $"Mesh {mesh.Name} has no tracing backend \"{name}\": {Consequence}");
    }
}
