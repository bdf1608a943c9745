namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>A new folder of documents, one per file. Disposing deletes it.</summary>
internal sealed class ResourceFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    /// <summary>With <see cref="Documents.All"/>.</summary>
    public static ResourceFolder WithAll()
    {
        var folder = new ResourceFolder();
        foreach (var (name, yaml) in Documents.All) folder.Write(name, yaml!);
        return folder;
    }

    /// <summary>Where the file of a document is, or would be.</summary>
    public string FileOf(string name) => System.IO.Path.Combine(Path, $"{name}.yaml");

    /// <summary>Writes a file aside and moves it in place, as most tools do; the move is one step.</summary>
    public void Write(string name, string yaml)
    {
        var aside = System.IO.Path.Combine(Path, $".{name}");
        File.WriteAllText(aside, yaml);
        File.Move(aside, FileOf(name), overwrite: true);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
