namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A temporary folder of secrets of the mesh <c>default</c>.</summary>
internal sealed class SecretsFolder : IDisposable
{
    private readonly string _drafts = Directory.CreateTempSubdirectory("traffictrace-drafts-").FullName;

    public SecretsFolder() => Directory.CreateDirectory(System.IO.Path.Combine(Path, "default"));

    public string Path { get; } = Directory.CreateTempSubdirectory("traffictrace-secrets-").FullName;

    /// <summary>Writes beside it and renames over it.</summary>
    public void Write(string name, string value)
    {
        var draft = System.IO.Path.Combine(_drafts, name);
        File.WriteAllText(draft, value);
        File.Move(draft, System.IO.Path.Combine(Path, "default", name), overwrite: true);
    }

    public void Dispose()
    {
        Directory.Delete(_drafts, recursive: true);
        Directory.Delete(Path, recursive: true);
    }
}
