namespace TrafficTrace.Tests.Cli;

/// <summary>A folder with resource files for one test, gone with it.</summary>
internal sealed class ResourceFolder : IDisposable
{
    public const string Mesh = """
        type: Mesh
        name: default
        tracing:
          backends:
          - {name: zipkin, type: zipkin, sampling: 10, conf: {url: 'http://127.0.0.1:9411/api/v2/spans'}}

        """;

    public const string All = """
        type: TrafficTrace
        mesh: default
        name: all
        selectors: [{match: {kuma.io/service: '*'}}]
        conf: {backend: zipkin}

        """;

    private readonly string _path = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    public string Path => _path;

    public string this[string name] => System.IO.Path.Combine(_path, name);

    public static string Dataplane(string name, string service, string address, string outbound = "") => $$"""
        type: Dataplane
        mesh: default
        name: {{name}}
        networking:
          address: {{address}}
          inbound: [{port: 8080, servicePort: 9090, tags: {kuma.io/service: {{service}}, kuma.io/protocol: http } }]
          outbound: [{{outbound}}]

        """;

    /// <summary>Web, which calls api, both traced.</summary>
    public static ResourceFolder WebAndApi(string apiAddress = "127.0.0.2")
    {
        var folder = new ResourceFolder();
        folder.Write("mesh.yaml", Mesh, All);
        folder.Write("web.yaml", Dataplane("web-1", "web", "127.0.0.1", "{port: 10001, tags: {kuma.io/service: api}}"));
        folder.Write("api.yaml", Dataplane("api-1", "api", apiAddress));
        return folder;
    }

    public void Write(string name, params string[] documents) => File.WriteAllText(this[name], string.Join("---\n", documents));

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
