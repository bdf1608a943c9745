using System.Diagnostics;

namespace TrafficTrace.Tests.Files;

/// <summary>A folder of its own for one test, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    public TempFolder() => Directory.CreateDirectory(Path);

    /// <summary>A folder in the temporary one, so that it can be moved away.</summary>
    public string Path => System.IO.Path.Combine(_root, "resources");

    public string Aside => System.IO.Path.Combine(_root, "aside");

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Write(string name, params string[] policies) => File.WriteAllText(this[name], Text(policies));

    /// <summary>Writes beside and renames over, as careful tools do.</summary>
    public void Replace(string name, params string[] policies)
    {
        File.WriteAllText(this["." + name + ".tmp"], Text(policies));
        File.Move(this["." + name + ".tmp"], this[name], overwrite: true);
    }

    /// <summary>Lets <c>..data</c> lead to another version, in one step, as Kubernetes does. File.Move refuses links to folders.</summary>
    /// <param name="version">What it leads to.</param>
    /// <param name="volume">A folder in this one that it stands in; none: in this one itself.</param>
    public void Swap(string version, string volume = "")
    {
        var next = this[System.IO.Path.Combine(volume, "..data_tmp")];
        Directory.CreateSymbolicLink(next, version);
        using var move = Process.Start("mv", ["-T", next, this[System.IO.Path.Combine(volume, "..data")]]);
        move.WaitForExit();
        Assert.That(move.ExitCode, Is.Zero);
    }

    public static string Text(params string[] policies) => string.Join("---\n", policies.Select(name => $$"""
        type: TrafficTrace
        mesh: default
        name: {{name}}
        selectors: [{ match: { kuma.io/service: '*' } }]

        """));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
