namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A temporary folder of resources, and the ways in which people change such folders.</summary>
internal sealed class ResourceFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("traffictrace-resources-").FullName;

    public ResourceFolder() => Directory.CreateDirectory(Path);

    /// <summary>What the control plane watches.</summary>
    public string Path => System.IO.Path.Combine(_root, "resources");

    private string Aside => System.IO.Path.Combine(_root, "aside");

    /// <summary>Writes beside it and renames over it: no reader ever sees half a file.</summary>
    public void Write(string name, string text)
    {
        var draft = System.IO.Path.Combine(_root, $"{Guid.NewGuid():N}.draft");
        File.WriteAllText(draft, text);
        File.Move(draft, Of(name), overwrite: true);
    }

    /// <summary>Empties the file and fills it in two steps, as an editor or <c>cp</c> may.</summary>
    public async Task TruncateAndWriteAsync(string name, string text)
    {
        await using var file = new FileStream(Of(name), FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        await using var writer = new StreamWriter(file) { AutoFlush = true };
        await Task.Delay(50);
        await writer.WriteAsync(text.AsMemory(0, text.Length / 2));
        await Task.Delay(50);
        await writer.WriteAsync(text.AsMemory(text.Length / 2));
    }

    public void Delete(string name) => File.Delete(Of(name));

    public void MoveAway() => Directory.Move(Path, Aside);

    public void MoveBack() => Directory.Move(Aside, Path);

    public void SetMode(UnixFileMode mode) => File.SetUnixFileMode(Path, mode);

    /// <summary>
    /// Replaces the whole content as Kubernetes does in a mounted ConfigMap: files are links into <c>..data</c>, itself a link that is
    /// renamed over.
    /// </summary>
    public void SwapData(IReadOnlyDictionary<string, string> files)
    {
        var version = $"..{Guid.NewGuid():N}";
        Directory.CreateDirectory(Of(version));
        foreach (var (name, text) in files) File.WriteAllText(Of($"{version}/{name}"), text);
        File.CreateSymbolicLink(Of("..data_tmp"), version);
        // .NET renames no link to a folder over another.
        using (var rename = System.Diagnostics.Process.Start("mv", ["-fT", Of("..data_tmp"), Of("..data")])) rename.WaitForExit();
        foreach (var gone in Directory.EnumerateFiles(Path, "*.yaml").Where(file => !files.ContainsKey(System.IO.Path.GetFileName(file))))
            File.Delete(gone);
        foreach (var name in files.Keys.Where(name => new FileInfo(Of(name)).LinkTarget is null)) LinkInto(name);
    }

    public void Dispose()
    {
        foreach (var folder in new[] { Path, Aside }.Where(Directory.Exists))
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(_root, recursive: true);
    }

    private string Of(string name) => System.IO.Path.Combine(Path, name);

    private void LinkInto(string name)
    {
        File.Delete(Of(name));
        File.CreateSymbolicLink(Of(name), $"..data/{name}");
    }
}
