using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Load.Meshes;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Benchmarks;

/// <summary>A generated mesh, read and stored, and what each stage needs of it.</summary>
internal sealed class SampleMesh
{
    private static readonly MeshShape Shape = new(Proxies: 1000, Services: 100, Outbounds: 5, Policies: 1000, Backends: 2);

    private readonly MeshDocuments _documents = new(Shape);
    private readonly MeshSnapshot _mesh;

    public SampleMesh(double sampling)
    {
        string[] documents =
        [
            _documents.Mesh(sampling),
            .. _documents.Policies(),
            .. Enumerable.Range(0, Shape.Proxies).Select(_documents.Proxy),
        ];
        var resources = PlacedResource.Nowhere(Read(string.Join("---\n", documents)).Resources);
        _mesh = StoreSnapshot.Empty.With(Origin.File, resources, []).Meshes["default"];
        Proxy = Proxy.Of(_mesh.Dataplanes[$"web-{Shape.ChangedProxy}"]);
    }

    public Proxy Proxy { get; }

    public string DataplaneDocument => _documents.Proxy(0);

    /// <summary>Policies, those for all proxies among them.</summary>
    public TrafficTracePolicy[] Policies(int count) => [.. _mesh.Policies.Values.OrderBy(policy => policy.Name != "all").Take(count)];

    public ProxyConfiguration Configuration => ProxyConfiguration.Of(_mesh, Proxy);

    public static ReadResult Read(string text)
    {
        var result = ResourceReader.Read(text, null, ReaderOptions.Default);
        return result.Errors.IsEmpty ? result : throw new InvalidDataException(string.Join('\n', result.Errors));
    }
}
