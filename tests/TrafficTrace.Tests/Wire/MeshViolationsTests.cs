using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Wire;

/// <summary>Each case is one rule of Kuma's Mesh validator, or one of ours; Kuma's wording is kept to the letter.</summary>
public sealed class MeshViolationsTests
{
    private const string Zipkin = "name: z, type: zipkin, conf: {url: 'http://z:9411/x'}";
    private const string RangeMessage = "has to be in [0.0 - 100.0] range";
    private const string TypeMessage = "unknown backend type. Available backends: \"zipkin\", \"datadog\", \"opentelemetry\", \"external\"";
    private const string Template =
        "holds {{ }}, so this is a template that was not rendered: render it first, as helm template or kumactl apply --dry-run do";
    private const string PortMessage = "port must be in the range [1, 65535]";

    [TestCase("type: zipkin, conf: {url: 'http://z:9411/x'}", "name", "cannot be empty")]
    [TestCase("name: '', type: zipkin, conf: {url: 'http://z:9411/x'}", "name", "cannot be empty")]
    [TestCase("name: \"a\\n\", type: zipkin, conf: {url: 'http://z:9411/x'}", "name", "has to be free of control characters")]
    [TestCase(Zipkin + ", sampling: -0.1", "sampling", RangeMessage)]
    [TestCase(Zipkin + ", sampling: 100.1", "sampling", RangeMessage)]
    [TestCase(Zipkin + ", sampling: NaN", "sampling", RangeMessage)]
    [TestCase(Zipkin + ", sampling: .nan", "sampling", RangeMessage)]
    [TestCase(Zipkin + ", sampling: Infinity", "sampling", RangeMessage)]
    [TestCase(Zipkin + ", sampling: much", "sampling", "has to be a number, but is text")]
    [TestCase("name: z", "type", TypeMessage)]
    [TestCase("name: z, type: ''", "type", TypeMessage)]
    [TestCase("name: z, type: Zipkin", "type", TypeMessage)]
    [TestCase("name: z, type: jaeger, conf: {url: 1}", "type", TypeMessage)]
    [TestCase(
        "name: z, type: zipkin, conf: {url: 1}",
        "conf",
        "could not parse config: url: has to be text, but is the number 1: put it in quotes")]
    [TestCase(
        "name: z, type: zipkin, conf: {url: '', sharedSpanContext: 'true'}",
        "conf",
        "could not parse config: sharedSpanContext: has to be true or false, but is text")]
    [TestCase("name: z, type: zipkin, conf: [url]", "conf", "could not parse config: has to be a mapping of fields, but is a list")]
    [TestCase(
        "name: z, type: zipkin, conf: {url: 'http://z:9411/x', apiVersion: HTTPJSON}",
        "conf.apiVersion",
        "has invalid value. Allowed values: httpJsonV1, httpJson, httpProto")]
    [TestCase("name: z, type: zipkin", "conf.url", "cannot be empty")]
    [TestCase("name: z, type: zipkin, conf: {}", "conf.url", "cannot be empty")]
    [TestCase("name: z, type: zipkin, conf: {url: ''}", "conf.url", "cannot be empty")]
    [TestCase("name: z, type: zipkin, conf: {url: invalid-url}", "conf.url", "invalid URL: it has to begin with http:// or https://")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z/x'}", "conf.url", "port has to be explicitly specified")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://:9411/x'}", "conf.url", "host has to be specified")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:0/x'}", "conf.url", PortMessage)]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:65536/x'}", "conf.url", PortMessage)]
    [TestCase(
        "name: z, type: zipkin, conf: {url: 'http://z:9411'}",
        "conf.url",
        "path has to be specified, as in http://zipkin:9411/api/v2/spans")]
    [TestCase("name: d, type: datadog, conf: {port: 8126}", "conf.address", "cannot be empty")]
    [TestCase("name: d, type: datadog, conf: {address: a}", "conf.port", PortMessage)]
    [TestCase("name: d, type: datadog, conf: {address: a, port: 0}", "conf.port", PortMessage)]
    [TestCase("name: d, type: datadog, conf: {address: a, port: 65536}", "conf.port", PortMessage)]
    [TestCase("name: d, type: datadog, conf: {address: a, port: -1}", "conf.port", PortMessage)]
    [TestCase(
        "name: d, type: datadog, conf: {address: a, port: 80.5}",
        "conf",
        "could not parse config: port: has to be a whole number, but is the number 80.5")]
    [TestCase(
        "name: z, zipkin: {url: 'http://z:9411/x'}",
        "zipkin",
        "is an old form of Kuma's: write type: zipkin, and what stands here under conf")]
    [TestCase("name: '{{ .Values.backend }}', type: zipkin, conf: {url: 'http://z:9411/x'}", "name", Template)]
    [TestCase(Zipkin + ", sampling: '{{ .Values.sampling }}'", "sampling", Template)]
    [TestCase("name: z, type: zipkin, conf: {url: '{{ .Values.url }}'}", "conf", "could not parse config: url: " + Template)]
    [TestCase(
        "name: z, type: zipkin, conf: {url: 'https://z:9411/x', tls: {caFile: \"/ca\\n.pem\"}}",
        "conf.tls.caFile",
        "has to be free of control characters")]
    [TestCase(
        "name: z, type: zipkin, conf: {url: 'https://z:9411/x', tls: {caFile: /dev/stdin}}",
        "conf.tls.caFile",
        "cannot be below /dev, /sys or /proc: Envoy opens no file there")]
    public void A_backend_breaks_a_rule(string backend, string field, string message) =>
        Assert.That(Reads.Errors(Mesh($"backends: [{{{backend}}}]")), Is.EqualTo(new[] { $"tracing.backends[0].{field}: {message}" }));

    [TestCase(Zipkin + ", sampling: 0")]
    [TestCase(Zipkin + ", sampling: 100.0")]
    [TestCase(Zipkin + ", sampling: '50'")]
    [TestCase(Zipkin + ", sampling: null")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:9411/x', apiVersion: ''}")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:9411/x', apiVersion: httpJsonV1}")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:9411/x', apiVersion: httpJson}")]
    [TestCase("name: z, type: zipkin, conf: {url: 'https://z:9411/x', tls: {verify: false}}")]
    [TestCase("name: d, type: datadog, conf: {address: agent.example, port: '8126'}")]
    [TestCase("name: d, type: datadog, conf: {address: '::1', port: 8126}")]
    public void A_backend_keeps_to_the_rules(string backend) =>
        Assert.That(Reads.Errors(Mesh($"backends: [{{{backend}}}]")), Is.Empty);

    [TestCase("http://agent", "write agent here and the port in its own field")]
    [TestCase("agent:8126", "write agent here and the port in its own field")]
    [TestCase("http://agent:8126/v0.4", "write agent here and the port in its own field")]
    [TestCase("agent/x", "write agent here and the port in its own field")]
    [TestCase(" agent", "write agent here and the port in its own field")]
    [TestCase("[::1]", "write ::1 here and the port in its own field")]
    [TestCase("http://[::1]:8126", "write ::1 here and the port in its own field")]
    [TestCase("my agent", "write the host alone, as in agent.example or 10.0.0.9")]
    [TestCase("10.0.0.256", "write the host alone, as in agent.example or 10.0.0.9")]
    [TestCase("http://", "write the host alone, as in agent.example or 10.0.0.9")]
    [TestCase("agent\\n", "write agent here and the port in its own field")]
    public void The_address_of_a_Datadog_agent_is_no_host(string address, string advice) =>
        Assert.That(Reads.Errors(
            Mesh($"backends: [{{name: d, type: datadog, conf: {{address: \"{address}\", port: 8126}}}}]")), Is.EqualTo(new[]
        {
            $"tracing.backends[0].conf.address: address has to be valid IP address or domain name: {advice}",
        }));

    [TestCase(
        "name: z, type: zipkin, samplng: 30, conf: {url: 'http://z:1/x'}", "samplng", ", so 100 % is in force: is \"sampling\" meant?")]
    [TestCase(
        "name: z, type: zipkin, Sampling: 30, conf: {url: 'http://z:1/x'}", "Sampling", ", so 100 % is in force: is \"sampling\" meant?")]
    [TestCase(Zipkin + ", samplng: 30, sampling: 40", "samplng", ": remove it, or correct its name")]
    [TestCase(
        "name: z, type: zipkin, conf: {url: 'http://z:1/x', api_version: httpProto}",
        "conf.api_version",
        ", so spans are sent as JSON: is \"apiVersion\" meant?")]
    [TestCase(
        "name: z, type: zipkin, conf: {url: 'https://z:1/x', tls: {verfy: false}}",
        "conf.tls.verfy",
        ", so the collector is verified: is \"verify\" meant?")]
    public void A_misspelt_field_is_told_with_what_is_in_force(string backend, string field, string message) =>
        Assert.That(
            Reads.Warnings(Mesh($"backends: [{{{backend}}}]")),
            Is.EqualTo(new[] { $"tracing.backends[0].{field}: is not known here and has no effect{message}" }));

    [TestCase(
        "url: 'http://z:1/x', apiVersion: httpJsonV1",
        "apiVersion: spans are sent in version 2, since Envoy knows no other: write httpJson")]
    [TestCase("url: 'https://z:1/x', tls: {verify: false, caFile: /ca.pem}", "tls.caFile: has no effect: verify is false")]
    [TestCase("url: 'http://u:p@z:1/x'", "url: user and password are not sent: remove them")]
    [TestCase("url: 'http://z:1/x?key=1'", "url: the ? and what follows it is not sent: remove it")]
    [TestCase("url: 'http://z:1/x#f'", "url: the # and what follows it is sent as part of the path: remove it")]
    [TestCase("url: 'http://z:1/a%20b'", "url: the path holds a blank, which is sent as it is and breaks the request: remove it")]
    [TestCase("url: 'ftp://z:1/x'", "url: \"ftp\" is no scheme of a collector: spans are sent as for http")]
    [TestCase(
        "url: 'http://0.0.0.0:1/x'",
        "url: 0.0.0.0 leads each proxy to its own machine: write the collector's address, or 127.0.0.1 if that is meant")]
    [TestCase("url: 'http://z:1/api/v1/spans'", "url: /api/v1/spans takes no spans of version 2, which are sent: write /api/v2/spans")]
    [TestCase(
        "url: 'http://jaeger.mesh:1/x'",
        "url: jaeger.mesh is a name of the kind that Kuma's DNS alone resolves, for an ExternalService or a service of the mesh: "
            + "write the name that the DNS of the proxies knows")]
    public void What_of_a_conf_is_not_honoured_is_warned_of(string conf, string message) =>
        Assert.That(
            Reads.Warnings(Mesh($"backends: [{{name: z, type: zipkin, conf: {{{conf}}}}}]")),
            Is.EqualTo(new[] { $"tracing.backends[0].conf.{message}" }));

    [TestCase("metrics: {enabledBackend: p}", "metrics.enabledBackend: is not served: no metrics endpoint is opened on the proxies")]
    [TestCase("logging: {defaultBackend: l}", "logging.defaultBackend: is not served: requests are not logged by the proxies")]
    [TestCase(
        "routing: {localityAwareLoadBalancing: true}",
        "routing.localityAwareLoadBalancing: is not served: endpoints take turns, wherever they are")]
    [TestCase("routing: {zoneEgress: true}", "routing.zoneEgress: is not served: traffic leaves the mesh without a zone egress")]
    [TestCase(
        "networking: {outbound: {passthrough: false}}",
        "networking.outbound.passthrough: is not served: traffic that goes through no outbound does not meet the proxy, and is not held "
            + "back")]
    public void What_of_a_mesh_is_not_served_is_warned_of(string field, string message) =>
        Assert.That(Reads.Warnings($"{{type: Mesh, name: m, {field}}}"), Is.EqualTo(new[] { message }));

    [Test]
    public void Constraints_that_limit_nobody_are_taken() =>
        Assert.That(Reads.Errors("{type: Mesh, name: m, constraints: {dataplaneProxy: {requirements: []}}}"), Is.Empty);

    [Test]
    public void Who_may_join_cannot_be_limited() =>
        Assert.That(Reads.Errors("{type: Mesh, name: m, constraints: {dataplaneProxy: {requirements: [{tags: {a: b}}]}}}"), Is.EqualTo(new[]
        {
            "constraints.dataplaneProxy: constraints are not served: every proxy may join this mesh. Remove the field, or accept this "
                + "with --accept-plaintext m",
        }));

    [Test]
    public void A_name_is_used_by_two_backends()
    {
        Assert.That(
            Reads.Errors(Mesh($"backends: [{{{Zipkin}}}, {{{Zipkin}}}]")),
            Is.EqualTo(new[] { "tracing.backends[1].name: \"z\" name is already used for another backend" }));
    }

    [Test]
    public void Two_empty_names_give_three_violations()
    {
        Assert.That(Reads.Errors(
            Mesh(
                "backends: [{type: datadog, conf: {address: a, port: 1}}, {type: datadog, conf: {address: a, port: 1}}]")), Is.EqualTo(new[]
        {
            "tracing.backends[0].name: cannot be empty",
            "tracing.backends[1].name: cannot be empty",
            "tracing.backends[1].name: \"\" name is already used for another backend",
        }));
    }

    [Test]
    public void The_default_backend_is_not_among_the_backends()
    {
        Assert.That(
            Reads.Errors(Mesh($"defaultBackend: other, backends: [{{{Zipkin}}}]")),
            Is.EqualTo(new[] { "tracing.defaultBackend: has to be set to one of the tracing backend in mesh" }));
    }

    [TestCase("")]
    [TestCase("backends: []")]
    [TestCase("defaultBackend: '', backends: null")]
    public void A_mesh_may_have_no_backend(string tracing) => Assert.That(Reads.Errors(Mesh(tracing)), Is.Empty);

    [Test]
    public void Violations_of_one_backend_come_in_the_order_of_Kuma_and_the_default_backend_last()
    {
        Assert.That(Reads.Errors(
            Mesh(
                "defaultBackend: x, backends: [{sampling: 101, type: zipkin, conf: {apiVersion: v3, url: ':'}}, {type: "
                    + "other}]")), Is.EqualTo(new[]
        {
            "tracing.backends[0].name: cannot be empty",
            $"tracing.backends[0].sampling: {RangeMessage}",
            "tracing.backends[0].conf.apiVersion: has invalid value. Allowed values: httpJsonV1, httpJson, httpProto",
            "tracing.backends[0].conf.url: invalid URL: it has to begin with http:// or https://",
            "tracing.backends[1].name: cannot be empty",
            $"tracing.backends[1].type: {TypeMessage}",
            "tracing.backends[1].name: \"\" name is already used for another backend",
            "tracing.defaultBackend: has to be set to one of the tracing backend in mesh",
        }));
    }

    [TestCase("tls: {}", true, "/etc/ssl/certs/ca-certificates.crt")]
    [TestCase("tls: {verify: false}", false, "/etc/ssl/certs/ca-certificates.crt")]
    [TestCase("tls: {caFile: /ca.pem}", true, "/ca.pem")]
    public void An_https_collector_is_verified_as_its_conf_says(string tls, bool verify, string caFile)
    {
        var mesh = (Mesh)Reads.Text(Mesh($"backends: [{{name: z, type: zipkin, conf: {{url: 'https://z:1/x', {tls}}}}}]"))
            .Resources.Single();
        Assert.That(((ZipkinCollector)mesh.Backends.Single().Collector).Tls, Is.EqualTo(new CollectorTls(verify, caFile)));
    }

    [Test]
    public void Tls_beside_a_plain_url_is_warned_of()
    {
        Assert.That(Reads.Warnings(
            Mesh("backends: [{name: z, type: zipkin, conf: {url: 'http://z:1/x', tls: {verify: true}}}]")), Is.EqualTo(new[]
        {
            "tracing.backends[0].conf.tls: has no effect: the url begins with http, not with https",
        }));
    }

    [Test]
    public void An_unknown_field_is_warned_of_and_kept_out_but_kept_within_a_conf()
    {
        var text = "{type: Mesh, name: m, colour: red, tracing: {backends: [{name: z, type: zipkin, size: 1, conf: {url: 'http://z:1/x', "
            + "foo: 2}}]}}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Reads.Warnings(text), Is.EqualTo(new[]
            {
                "colour: is not known here and has no effect: remove it, or correct its name",
                "tracing.backends[0].size: is not known here and has no effect: remove it, or correct its name",
                "tracing.backends[0].conf.foo: is not known here and has no effect: remove it, or correct its name",
            }));
            Assert.That(Reads.Text(text).Resources.Single().SpecJson, Is.EqualTo(
                """{"tracing":{"backends":[{"conf":{"foo":2,"url":"http://z:1/x"},"name":"z","type":"zipkin"}]}}"""));
        }
    }

    [Test]
    public void Other_parts_of_a_mesh_are_kept_without_a_word()
    {
        var text = "{type: Mesh, name: m, mtls: {backends: [{name: ca-1, type: builtin}]}, logging: {}, metrics: {backends: []}, "
            + "networking: {outbound: {passthrough: true}}, routing: {localityAwareLoadBalancing: false}, constraints: {}}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Reads.Text(text).Errors.Concat(Reads.Text(text).Warnings), Is.Empty);
            Assert.That(Reads.Text(text).Resources.Single().SpecJson, Is.EqualTo(
                """{"constraints":{},"logging":{},"metrics":{"backends":[]},"mtls":{"backends":[{"name":"ca-1","type":"builtin"}]}"""
                + ""","networking":{"outbound":{"passthrough":true}},"routing":{"localityAwareLoadBalancing":false}}"""));
        }
    }

    private static string Mesh(string tracing) => $"{{type: Mesh, name: m, tracing: {{{tracing}}}}}";
}
