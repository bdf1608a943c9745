namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>A new folder of secrets. Disposing deletes it.</summary>
internal sealed class SecretsFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    /// <summary>A secret of the mesh <c>default</c>.</summary>
    public void Write(string name, string value)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "default"));
        File.WriteAllText(System.IO.Path.Combine(Path, "default", name), value);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
