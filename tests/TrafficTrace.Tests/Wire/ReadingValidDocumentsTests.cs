using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Wire;

public sealed class ReadingValidDocumentsTests
{
    private const string Universal = """
        type: Mesh
        name: default
        creationTime: 2021-12-15T10:00:00.123456789Z
        mtls: {backends: []}
        tracing:
          defaultBackend: jaeger
          backends:
          - name: jaeger
            type: zipkin
            sampling: 50.5
            conf:
              url: https://Jaeger.example:9411/api/v2/spans
              apiVersion: httpProto
              traceId128bit: true
              sharedSpanContext: false
              tls: {caFile: /etc/ca.pem}
          - {name: dd, type: datadog, conf: {address: 10.0.0.9, port: 8126, splitService: true}}
        ---
        type: TrafficTrace
        mesh: default
        name: all
        selectors:
        - match: {kuma.io/service: '*', region: eu}
        conf: {backend: jaeger}
        ---
        type: Dataplane
        mesh: default
        name: web-1
        networking:
          address: 10.0.0.1
          advertisedAddress: 192.0.2.1
          inbound:
          - port: 8080
            servicePort: 18080
            serviceAddress: 127.0.0.2
            address: 10.0.0.2
            tags: {kuma.io/service: web, kuma.io/protocol: http}
            health: {ready: false}
          - {port: 9090, tags: {kuma.io/service: admin}}
          outbound:
          - {port: 20001, tags: {kuma.io/service: backend, version: "1"}}
          - {port: 20002, address: 127.0.0.3, service: legacy}
        """;

    [Test]
    public void Every_field_of_a_mesh_arrives()
    {
        var mesh = Read<Mesh>(Universal);
        var (zipkin, datadog) = (mesh.Backends[0], mesh.Backends[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mesh.Key, Is.EqualTo(new ResourceKey(ResourceKind.Mesh, "default", "default")));
            Assert.That(mesh.CreationTime, Is.EqualTo(new DateTimeOffset(2021, 12, 15, 10, 0, 0, TimeSpan.Zero).AddTicks(1234567)));
            Assert.That(mesh.DefaultBackend, Is.EqualTo("jaeger"));
            Assert.That(zipkin.Sampling, Is.EqualTo(50.5));
            var url = new CollectorUrl(true, "Jaeger.example", 9411, "Jaeger.example:9411", "/api/v2/spans");
            Assert.That(zipkin.Collector, Is.EqualTo(new ZipkinCollector("jaeger", url)
            {
                TraceId128Bit = true,
                Protobuf = true,
                SharedSpanContext = false,
                Tls = new CollectorTls(true, "/etc/ca.pem"),
            }));
            Assert.That(
                datadog, Is.EqualTo(new TracingBackend(new DatadogCollector("dd", "10.0.0.9", 8126) { SplitService = true }, null)));
        }
    }

    [Test]
    public void Every_field_of_a_policy_arrives()
    {
        var policy = Read<TrafficTracePolicy>(Universal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy.Key, Is.EqualTo(new ResourceKey(ResourceKind.TrafficTrace, "default", "all")));
            Assert.That(policy.Backend, Is.EqualTo("jaeger"));
            Assert.That(policy.Selectors, Is.EqualTo(new[] { new TagSelector(TagSet.Of(("kuma.io/service", "*"), ("region", "eu"))) }));
            Assert.That(policy.CreationTime, Is.Null);
        }
    }

    [Test]
    public void Every_field_of_a_dataplane_arrives()
    {
        var dataplane = Read<Dataplane>(Universal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dataplane.Key, Is.EqualTo(new ResourceKey(ResourceKind.Dataplane, "default", "web-1")));
            Assert.That(
                (dataplane.Address, dataplane.HostName, dataplane.AdvertisedAddress), Is.EqualTo(("10.0.0.1", (string?)null, "192.0.2.1")));
            Assert.That(
                dataplane.Inbounds[0],
                Is.EqualTo(
                    new Inbound(
                        "10.0.0.2",
                        8080,
                        "127.0.0.2",
                        18080,
                        TagSet.Of(("kuma.io/service", "web"), ("kuma.io/protocol", "http")),
                        Ready: false)));
            Assert.That(
                dataplane.Inbounds[1],
                Is.EqualTo(new Inbound(null, 9090, "127.0.0.1", 9090, TagSet.Of(("kuma.io/service", "admin")), Ready: true)));
            Assert.That(dataplane.Outbounds, Is.EqualTo(new[]
            {
                new Outbound("127.0.0.1", 20001, TagSet.Of(("kuma.io/service", "backend"), ("version", "1"))),
                new Outbound("127.0.0.3", 20002, TagSet.Of(("kuma.io/service", "legacy"))),
            }));
            Assert.That(dataplane.Gateway, Is.Null);
        }
    }

    [Test]
    public void The_document_is_kept_as_compact_sorted_JSON_without_its_envelope()
    {
        Assert.That(Read<TrafficTracePolicy>(Universal).SpecJson, Is.EqualTo(
            """{"conf":{"backend":"jaeger"},"selectors":[{"match":{"kuma.io/service":"*","region":"eu"}}]}"""));
    }

    private static T Read<T>(string text)
        where T : Resource
    {
        var result = ResourceReader.Read(text, "resources.yaml", ReaderOptions.Default);
        Assert.That(result.Errors, Is.Empty);
        Assert.That(result.Warnings, Is.Empty);
        return result.Resources.OfType<T>().Single();
    }
}
