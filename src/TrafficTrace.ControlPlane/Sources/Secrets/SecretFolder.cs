using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Sources.Secrets;

/// <summary>
/// A folder of secrets: in it a folder for each mesh, and there a file for each secret. A file that is deleted takes its secret with it; a
/// folder that can't be looked into keeps what it had. Names with a leading dot are passed over: Kubernetes and editors use them.
/// </summary>
internal sealed class SecretFolder(string path, IDisk disk)
{
    private readonly Dictionary<(string Mesh, string Name), SecretFile> _files = [];
    private readonly List<Finding> _strays = [];
    private bool _started;

    /// <summary>Folders of meshes, as of the last look.</summary>
    public ImmutableArray<string> Meshes { get; private set; } = [];

    public SecretsState State { get; private set; } = SecretsState.Empty;

    /// <summary>Returns how long until it is to be looked at again, null when all is at rest.</summary>
    public TimeSpan? Look(DateTimeOffset now)
    {
        _strays.Clear();
        var again = Entries(path) is { } entries ? LookAtAll(entries, now) : null;
        State = new(ValuesOf(_files), [.. _strays.Concat(Faults()).OrderBy(fault => fault.File, StringComparer.Ordinal)]);
        _started |= again is null;
        return again;
    }

    private TimeSpan? LookAtAll(FolderEntry[] entries, DateTimeOffset now)
    {
        Meshes = [.. entries.Where(entry => entry.IsFolder).Select(entry => entry.Name)];
        foreach (var stray in entries.Where(entry => !entry.IsFolder))
            Stray(Path.Combine(path, stray.Name), "is not read: it lies in no folder of a mesh");
        TimeSpan? again = null;
        var root = RealPath.Of(path);
        foreach (var place in Present())
        {
            if (LookAt(place, root, now) is { } wait && (again is null || wait < again)) again = wait;
        }

        return again;
    }

    private TimeSpan? LookAt((string Mesh, string Name) place, string root, DateTimeOffset now)
    {
        if (!_files.TryGetValue(place, out var file)) _files[place] = file = new(PathOf(place), root, disk, atStart: !_started);
        try
        {
            return file.Look(now);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            if (file.LookMissing(now) is { } wait) return wait;
            _files.Remove(place);
            return null;
        }
    }

    /// <summary>Those that are there, and those that were and may have gone.</summary>
    private HashSet<(string Mesh, string Name)> Present()
    {
        var places = _files.Keys.ToHashSet();
        foreach (var mesh in Meshes)
        {
            if (Entries(Path.Combine(path, mesh)) is { } entries) places.UnionWith(Named(mesh, entries));
            else places.RemoveWhere(place => place.Mesh == mesh);
        }

        return places;
    }

    private IEnumerable<(string Mesh, string Name)> Named(string mesh, FolderEntry[] entries)
    {
        foreach (var (name, isFolder) in entries)
        {
            if (isFolder) Stray(PathOf((mesh, name)), "is not read: it is a folder");
            else if (SecretRules.OfName(name) is { } fault) Stray(PathOf((mesh, name)), $"is not read: its name {fault}");
            else yield return (mesh, name);
        }
    }

    /// <summary>Null when the folder can't be looked into.</summary>
    private FolderEntry[]? Entries(string folder)
    {
        try
        {
            var entries = disk.Entries(folder).Where(entry => !entry.Name.StartsWith('.'));
            return [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Stray(folder, $"cannot be looked into ({failure.Message}); the secrets that it had stay");
            return null;
        }
    }

    private void Stray(string where, string message) => _strays.Add(new(where, 0, "", "", message));

    private IEnumerable<Finding> Faults() =>
        from file in _files
        where file.Value.Fault is not null
        let kept = file.Value.Value is null ? "there is no such secret" : "the value that it had stays in force"
        select new Finding(PathOf(file.Key), 0, "", "", $"{file.Value.Fault}; {kept}");

    private string PathOf((string Mesh, string Name) place) => Path.Combine(path, place.Mesh, place.Name);

    private static SecretValues ValuesOf(IEnumerable<KeyValuePair<(string Mesh, string Name), SecretFile>> files) => new(
        SecretValues.None.ByMesh.AddRange(
            from file in files
            where file.Value.Value is not null
            group KeyValuePair.Create(file.Key.Name, file.Value.Value!) by file.Key.Mesh into mesh
            select KeyValuePair.Create(mesh.Key, SecretValues.Empty.AddRange(mesh))));
}
