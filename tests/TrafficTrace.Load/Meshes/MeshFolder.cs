using System.Globalization;
using System.Text;

namespace TrafficTrace.Load.Meshes;

/// <summary>
/// The resources of a mesh as a folder of YAML files, in Kuma's form. What a scenario changes lies in a small file of its
/// own, and is replaced by a rename, so that no half-written file is ever seen.
/// </summary>
internal sealed class MeshFolder
{
    private const int DataplanesPerFile = 500;

    private readonly MeshShape _shape;
    private readonly string _staging;
    private int _changes;

    public MeshFolder(MeshShape shape, string parent)
    {
        _shape = shape;
        Path = System.IO.Path.Combine(parent, "resources");
        _staging = System.IO.Path.Combine(parent, "staging");
        Directory.CreateDirectory(Path);
        Directory.CreateDirectory(_staging);
        Write("policies.yaml", string.Join("---\n", Policies()));
        foreach (var (file, proxies) in Enumerable.Range(0, shape.Proxies).Chunk(DataplanesPerFile).Index())
            Write($"dataplanes-{file:d4}.yaml", string.Join("---\n", proxies.Select(Proxy)));
        ChangeSampling();
        ChangeOnePolicy();
        ToggleEndpoint();
    }

    public string Path { get; }

    /// <summary>Gives every backend another sampling: it concerns all proxies.</summary>
    public void ChangeSampling() => Write("mesh.yaml", Mesh(10 + (_changes++ % 80)));

    /// <summary>Sends one proxy's traces to another backend.</summary>
    public void ChangeOnePolicy() => Write("policy-of-one.yaml", Policy("of-one", _shape.ChangedProxy, _changes++ % 2));

    /// <summary>Lets an instance of one service come or go; its address is among the others', neither first nor last.</summary>
    public void ToggleEndpoint()
    {
        var ready = _changes++ % 2 == 0;
        Write("endpoint-of-one.yaml", Dataplane("web-0-more", "10.0.1.128", _shape.ChangedService, "more", [], ready));
    }

    private IEnumerable<string> Policies()
    {
        yield return Policy("all", null, 0);
        for (var policy = 0; policy < _shape.Policies; policy++)
            yield return Policy($"of-{policy}", policy % _shape.Proxies, policy % _shape.Backends);
    }

    private string Mesh(double sampling)
    {
        var text = new StringBuilder("type: Mesh\nname: default\ntracing:\n  defaultBackend: backend-0\n  backends:\n");
        for (var backend = 0; backend < _shape.Backends; backend++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                  - name: backend-{backend}
                    type: zipkin
                    sampling: {sampling}
                    conf:
                      url: http://127.0.0.1:{9411 + backend}/api/v2/spans

                """);
        }

        return text.ToString();
    }

    private static string Policy(string name, int? proxy, int backend) => $"""
        type: TrafficTrace
        mesh: default
        name: {name}
        selectors:
        - match:
            kuma.io/service: '*'
        {(proxy is null ? "" : $"    instance: 'i{proxy}'\n")}conf:
          backend: backend-{backend}

        """;

    private string Proxy(int proxy) => Dataplane(
        $"web-{proxy}", $"10.{1 + (proxy >> 16)}.{(proxy >> 8) & 255}.{proxy & 255}", _shape.ServiceOf(proxy), $"i{proxy}", _shape.OutboundsOf(proxy), ready: true);

    private static string Dataplane(string name, string address, int service, string instance, IEnumerable<int> outbounds, bool ready) => $"""
        type: Dataplane
        mesh: default
        name: {name}
        networking:
          address: {address}
          inbound:
          - port: 8080
            servicePort: 8081
        {(ready ? "" : "    health:\n      ready: false\n")}    tags:
              kuma.io/service: service-{service}
              kuma.io/protocol: http
              instance: {instance}
          outbound:{(outbounds.Any() ? "" : " []")}
        {string.Concat(outbounds.Select(to => $"  - port: {10000 + to}\n    tags:\n      kuma.io/service: service-{to}\n"))}
        """;

    private void Write(string file, string text)
    {
        var staged = System.IO.Path.Combine(_staging, file);
        File.WriteAllText(staged, text);
        File.Move(staged, System.IO.Path.Combine(Path, file), overwrite: true);
    }
}
