using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Secrets;

/// <summary>A proxy <c>default.web-1</c> whose collector wants the secret <c>token</c> as its <c>authorization</c>.</summary>
internal static class Given
{
    public const string Value = "Bearer open-sesame";

    /// <param name="protocol">Of the collector.</param>
    /// <param name="mesh">Of the proxy.</param>
    /// <param name="headers">Of exports.</param>
    public static string Web(
        string protocol = "grpc", string mesh = "default", string headers = "{ name: authorization, secret: token }") => $$"""
        type: Mesh
        name: {{mesh}}
        tracing:
          defaultBackend: otel
          backends:
          - name: otel
            type: opentelemetry
            conf: { endpoint: '127.0.0.1:4317', protocol: {{protocol}}, headers: [{{headers}}] }
        ---
        type: TrafficTrace
        mesh: {{mesh}}
        name: all
        selectors: [{ match: { kuma.io/service: '*' } }]
        ---
        type: Dataplane
        mesh: {{mesh}}
        name: web-1
        networking:
          address: 127.0.0.1
          inbound: [{ port: 8080, servicePort: 9090, tags: { kuma.io/service: web, kuma.io/protocol: http } }]
        """;

    public static SecretValues Secrets(string mesh, params (string Name, string Value)[] secrets) => new(
        SecretValues.None.ByMesh.Add(
            mesh,
            SecretValues.Empty.AddRange(secrets.Select(secret => KeyValuePair.Create(secret.Name, new SecretValue(secret.Value))))));

    /// <summary>Documents of the mesh <c>default</c> and its secrets.</summary>
    public static StoreSnapshot Store(string documents, params (string Name, string Value)[] secrets) =>
        Documents.Store(Documents.Read(documents).Resources).With(Secrets("default", secrets));

    public static ProxyConfiguration Configuration(StoreSnapshot store, string mesh = "default") =>
        ProxyConfiguration.Of(store.Meshes[mesh], Proxy.Of(store.Meshes[mesh].Dataplanes["web-1"]));
}
