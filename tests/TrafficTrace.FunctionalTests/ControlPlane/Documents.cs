using System.Globalization;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>The documents of the tests: services web and api, web calls api.</summary>
internal static class Documents
{
    public const string Policy = """
        type: TrafficTrace
        name: all
        mesh: default
        selectors: [{ match: { kuma.io/service: '*' } }]
        conf: { backend: zipkin }
        """;

    public static string Mesh(string sampling = "10", int collectorPort = 9411) => $$"""
        type: Mesh
        name: default
        tracing:
          backends:
            - name: zipkin
              type: zipkin
              sampling: {{sampling}}
              conf: { url: 'http://127.0.0.1:{{collectorPort}}/api/v2/spans' }
        """;

    public static string Dataplane(string name, string service, string address, string outbound = "", string tags = "") => $$"""
        type: Dataplane
        mesh: default
        name: {{name}}
        networking:
          address: {{address}}
          inbound:
            - { port: 8080, servicePort: 9090, tags: { kuma.io/service: {{service}}, kuma.io/protocol: http{{tags}} } }
          outbound: [{{outbound}}]
        """;

    public static string Web(string tags = "") =>
        Dataplane("web-1", "web", "127.0.0.1", "{ port: 10001, tags: { kuma.io/service: api } }", tags);

    public static string Api(string address = "127.0.0.2") => Dataplane("api-1", "api", address);

    /// <summary>All of it, traced at 10 %.</summary>
    public static (string Name, string? Yaml)[] All => [("mesh", Mesh()), ("policy", Policy), ("web", Web()), ("api", Api())];

    /// <summary>The same in one text.</summary>
    public static string Text => string.Join("\n---\n", All.Select(document => document.Yaml));

    /// <summary>An hour from now, as a document has it.</summary>
    public static string InAnHour =>
        DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
