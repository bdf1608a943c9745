namespace TrafficTrace.Load.Meshes;

/// <summary>
/// The resources of a mesh as a folder of YAML files. What a scenario changes lies in a small file of its
/// own, and is replaced by a rename, so that no half-written file is ever seen.
/// </summary>
internal sealed class MeshFolder
{
    private const int DataplanesPerFile = 500;
    private const string Mesh = "mesh.yaml";

    private readonly MeshShape _shape;
    private readonly MeshDocuments _documents;
    private readonly string _staging;
    private int _samplings;
    private int _policies;
    private int _endpoints;

    /// <exception cref="ArgumentException">No service of this shape could change: it has no proxy.</exception>
    public MeshFolder(MeshShape shape, string parent)
    {
        if (shape.Proxies < shape.Services)
            throw new ArgumentException(
                $"{shape.Proxies} proxies cannot be instances of {shape.Services} services: ask for more --proxies, or for fewer "
                    + "--services");
        _shape = shape;
        _documents = new MeshDocuments(shape);
        Path = System.IO.Path.Combine(parent, "resources");
        _staging = System.IO.Path.Combine(parent, "staging");
        Directory.CreateDirectory(Path);
        Directory.CreateDirectory(_staging);
        // A line for each proxy that comes or goes is a console's cost, not the control plane's; that a file was read is worth one.
        File.WriteAllText(
            System.IO.Path.Combine(parent, "appsettings.json"),
            """{"Logging": {"LogLevel": {"Default": "Warning", "TrafficTrace.ControlPlane.Sources.Files": "Information"}}}""");
        Settings = parent;
        Write("policies.yaml", string.Join("---\n", _documents.Policies()));
        foreach (var (file, proxies) in Enumerable.Range(0, shape.Overlay ? 0 : shape.Proxies).Chunk(DataplanesPerFile).Index())
            Write($"dataplanes-{file:d4}.yaml", string.Join("---\n", proxies.Select(_documents.Proxy)));
        ChangeSampling();
        ChangeOnePolicy();
        if (!shape.Overlay) ToggleEndpoint();
    }

    public string Path { get; }

    /// <summary>Where the control plane is to be started, for it to find its settings.</summary>
    public string Settings { get; }

    /// <summary>The sampling of every backend, in hundredths of a percent. It comes again after 9,900 changes.</summary>
    public int Sampling => 100 + (_samplings % 9900);

    /// <summary>Gives every backend another sampling: it concerns all proxies.</summary>
    public void ChangeSampling()
    {
        _samplings++;
        Write(Mesh, _documents.Mesh(Sampling / 100.0));
    }

    /// <summary>The Mesh stands in no file until <see cref="ChangeSampling"/> writes it again.</summary>
    public void RemoveMesh() => File.Delete(System.IO.Path.Combine(Path, Mesh));

    /// <summary>Sends one proxy's traces to another backend.</summary>
    public void ChangeOnePolicy() => Write("policy-of-one.yaml", MeshDocuments.Policy("of-one", _shape.ChangedProxy, _policies++ % 2));

    /// <summary>Lets an instance of one service come or go: it stays listed, and is ready or not.</summary>
    public void ToggleEndpoint() => Write("endpoint-of-one.yaml", _documents.OneMore(ready: _endpoints++ % 2 == 0));

    private void Write(string file, string text)
    {
        var staged = System.IO.Path.Combine(_staging, file);
        File.WriteAllText(staged, text);
        File.Move(staged, System.IO.Path.Combine(Path, file), overwrite: true);
    }
}
