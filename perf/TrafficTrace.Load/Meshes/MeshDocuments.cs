using System.Globalization;
using System.Text;

namespace TrafficTrace.Load.Meshes;

/// <summary>The documents of a generated mesh, in Kuma's universal form.</summary>
internal sealed class MeshDocuments(MeshShape shape)
{
    /// <summary>A policy for all proxies, and those that select one each.</summary>
    public IEnumerable<string> Policies()
    {
        yield return Policy("all", null, 0);
        for (var policy = 0; policy < shape.Policies; policy++)
            yield return Policy($"of-{policy}", policy % shape.Proxies, policy % shape.Backends);
    }

    /// <param name="sampling">In percent, the same for all backends.</param>
    public string Mesh(double sampling)
    {
        var text = new StringBuilder("type: Mesh\nname: default\ntracing:\n  defaultBackend: backend-0\n  backends:\n");
        for (var backend = 0; backend < shape.Backends; backend++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                  - name: backend-{backend}
                    type: {Type}
                    sampling: {sampling}
                    {Conf(backend)}

                """);
        }

        return text.ToString();
    }

    private string Type => shape switch
    {
        { Overlay: true } => "external",
        { OpenTelemetry: true } => "opentelemetry",
        _ => "zipkin",
    };

    // In flow style, so that it may be empty.
    private string Conf(int backend) => shape.Overlay ? "conf: {}" : $"conf: {{{Collector(backend)}}}";

    private string Collector(int backend) =>
        shape.OpenTelemetry ? $"endpoint: '127.0.0.1:{4317 + backend}'" : $"url: 'http://127.0.0.1:{9411 + backend}/api/v2/spans'";

    /// <summary>A policy for one proxy; null: for all.</summary>
    public static string Policy(string name, int? proxy, int backend) => $"""
        type: TrafficTrace
        mesh: default
        name: {name}
        selectors:
        - match:
            kuma.io/service: '*'
        {(proxy is null ? "" : $"    instance: 'i{proxy}'\n")}conf:
          backend: backend-{backend}

        """;

    /// <summary>Dataplane of a proxy: one http inbound, its outbounds, and a tag of its own.</summary>
    public string Proxy(int proxy) => Dataplane(
        $"web-{proxy}", AddressOf(proxy), 8080, shape.ServiceOf(proxy), $"i{proxy}", shape.OutboundsOf(proxy), ready: true);

    /// <summary>One more instance of the service that changes. It is neither the first nor the last of the service's endpoints.</summary>
    public string OneMore(bool ready)
    {
        var addresses = Enumerable.Range(0, shape.Proxies).Where(proxy => shape.ServiceOf(proxy) == shape.ChangedService).Select(AddressOf);
        var sorted = addresses.Order(StringComparer.Ordinal).ToArray();
        return Dataplane("one-more", sorted[sorted.Length / 2], 8090, shape.ChangedService, "more", [], ready);
    }

    private static string AddressOf(int proxy) => $"10.{1 + (proxy >> 16)}.{(proxy >> 8) & 255}.{proxy & 255}";

    private static string Dataplane(
        string name, string address, int port, int service, string instance, IEnumerable<int> outbounds, bool ready) => $"""
        type: Dataplane
        mesh: default
        name: {name}
        networking:
          address: {address}
          inbound:
          - port: {port}
            servicePort: 8081
        {(ready ? "" : "    health:\n      ready: false\n")}    tags:
              kuma.io/service: service-{service}
              kuma.io/protocol: http
              instance: {instance}
          outbound:{(outbounds.Any() ? "" : " []")}
        {string.Concat(outbounds.Select(to => $"  - port: {10000 + to}\n    tags:\n      kuma.io/service: service-{to}\n"))}
        """;
}
