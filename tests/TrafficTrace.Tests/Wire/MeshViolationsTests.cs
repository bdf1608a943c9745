using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Wire;

/// <summary>Each case is one rule of Kuma's Mesh validator, or one of ours; Kuma's wording is kept to the letter.</summary>
public sealed class MeshViolationsTests
{
    private const string Zipkin = "name: z, type: zipkin, conf: {url: 'http://z:9411/x'}";
    private const string RangeMessage = "has to be in [0.0 - 100.0] range";
    private const string TypeMessage = "unknown backend type. Available backends: \"zipkin\", \"datadog\"";
    private const string PortMessage = "port must be in the range [1, 65535]";

    [TestCase("type: zipkin, conf: {url: 'http://z:9411/x'}", "name", "cannot be empty")]
    [TestCase("name: '', type: zipkin, conf: {url: 'http://z:9411/x'}", "name", "cannot be empty")]
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
    [TestCase("name: z, type: zipkin, conf: {url: 1}", "config", "could not parse config: url: has to be text, but is the number 1: put it in quotes")]
    [TestCase("name: z, type: zipkin, conf: {url: '', sharedSpanContext: 'true'}", "config", "could not parse config: sharedSpanContext: has to be true or false, but is text")]
    [TestCase("name: z, type: zipkin, conf: [url]", "config", "could not parse config: has to be a mapping of fields, but is a list")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:9411/x', apiVersion: HTTPJSON}", "config.apiVersion", "has invalid value. Allowed values: httpJsonV1, httpJson, httpProto")]
    [TestCase("name: z, type: zipkin", "config.url", "cannot be empty")]
    [TestCase("name: z, type: zipkin, conf: {}", "config.url", "cannot be empty")]
    [TestCase("name: z, type: zipkin, conf: {url: ''}", "config.url", "cannot be empty")]
    [TestCase("name: z, type: zipkin, conf: {url: invalid-url}", "config.url", "invalid URL")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z/x'}", "config.url", "port has to be explicitly specified")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://:9411/x'}", "config.url", "host has to be specified")]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:0/x'}", "config.url", PortMessage)]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:65536/x'}", "config.url", PortMessage)]
    [TestCase("name: z, type: zipkin, conf: {url: 'http://z:9411'}", "config.url", "path has to be specified, as in http://zipkin:9411/api/v2/spans")]
    [TestCase("name: d, type: datadog, conf: {port: 8126}", "config.address", "cannot be empty")]
    [TestCase("name: d, type: datadog, conf: {address: a}", "config.port", PortMessage)]
    [TestCase("name: d, type: datadog, conf: {address: a, port: 0}", "config.port", PortMessage)]
    [TestCase("name: d, type: datadog, conf: {address: a, port: 65536}", "config.port", PortMessage)]
    [TestCase("name: d, type: datadog, conf: {address: a, port: -1}", "config.port", PortMessage)]
    [TestCase("name: d, type: datadog, conf: {address: a, port: 80.5}", "config", "could not parse config: port: has to be a whole number, but is the number 80.5")]
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
    [TestCase("name: d, type: datadog, conf: {address: 'no check of it', port: '8126'}")]
    public void A_backend_keeps_to_the_rules(string backend) =>
        Assert.That(Reads.Errors(Mesh($"backends: [{{{backend}}}]")), Is.Empty);

    [Test]
    public void A_name_is_used_by_two_backends()
    {
        Assert.That(Reads.Errors(Mesh($"backends: [{{{Zipkin}}}, {{{Zipkin}}}]")), Is.EqualTo(new[] { "tracing.backends[1].name: \"z\" name is already used for another backend" }));
    }

    [Test]
    public void Two_empty_names_give_three_violations()
    {
        Assert.That(Reads.Errors(Mesh("backends: [{type: datadog, conf: {address: a, port: 1}}, {type: datadog, conf: {address: a, port: 1}}]")), Is.EqualTo(new[]
        {
            "tracing.backends[0].name: cannot be empty",
            "tracing.backends[1].name: cannot be empty",
            "tracing.backends[1].name: \"\" name is already used for another backend",
        }));
    }

    [Test]
    public void The_default_backend_is_not_among_the_backends()
    {
        Assert.That(Reads.Errors(Mesh($"defaultBackend: other, backends: [{{{Zipkin}}}]")), Is.EqualTo(new[] { "tracing.defaultBackend: has to be set to one of the tracing backend in mesh" }));
    }

    [TestCase("")]
    [TestCase("backends: []")]
    [TestCase("defaultBackend: '', backends: null")]
    public void A_mesh_may_have_no_backend(string tracing) => Assert.That(Reads.Errors(Mesh(tracing)), Is.Empty);

    [Test]
    public void Violations_of_one_backend_come_in_the_order_of_Kuma_and_the_default_backend_last()
    {
        Assert.That(Reads.Errors(Mesh("defaultBackend: x, backends: [{sampling: 101, type: zipkin, conf: {apiVersion: v3, url: ':'}}, {type: other}]")), Is.EqualTo(new[]
        {
            "tracing.backends[0].name: cannot be empty",
            $"tracing.backends[0].sampling: {RangeMessage}",
            "tracing.backends[0].config.apiVersion: has invalid value. Allowed values: httpJsonV1, httpJson, httpProto",
            "tracing.backends[0].config.url: invalid URL",
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
        var mesh = (Mesh)Reads.Text(Mesh($"backends: [{{name: z, type: zipkin, conf: {{url: 'https://z:1/x', {tls}}}}}]")).Resources.Single();
        Assert.That(((ZipkinCollector)mesh.Backends.Single().Collector).Tls, Is.EqualTo(new CollectorTls(verify, caFile)));
    }

    [Test]
    public void Tls_beside_a_plain_url_is_warned_of()
    {
        Assert.That(Reads.Warnings(Mesh("backends: [{name: z, type: zipkin, conf: {url: 'http://z:1/x', tls: {verify: true}}}]")), Is.EqualTo(new[]
        {
            "tracing.backends[0].config.tls: has no effect: the url begins with http, not with https",
        }));
    }

    [Test]
    public void An_unknown_field_is_warned_of_and_kept_out_but_kept_within_a_conf()
    {
        var text = "{type: Mesh, name: m, colour: red, tracing: {backends: [{name: z, type: zipkin, size: 1, conf: {url: 'http://z:1/x', foo: 2}}]}}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Reads.Warnings(text), Is.EqualTo(new[]
            {
                "colour: is not known here and has no effect: remove it, or correct its name",
                "tracing.backends[0].size: is not known here and has no effect: remove it, or correct its name",
                "tracing.backends[0].config.foo: is not known here and has no effect: remove it, or correct its name",
            }));
            Assert.That(Reads.Text(text).Resources.Single().SpecJson, Is.EqualTo(
                """{"tracing":{"backends":[{"conf":{"foo":2,"url":"http://z:1/x"},"name":"z","type":"zipkin"}]}}"""));
        }
    }

    [Test]
    public void Other_parts_of_a_mesh_are_kept_without_a_word()
    {
        var text = "{type: Mesh, name: m, mtls: {backends: [{name: ca-1, type: builtin}]}, logging: {}, metrics: {enabledBackend: p}, networking: {outbound: {passthrough: false}}, routing: {localityAwareLoadBalancing: true}, constraints: {}}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Reads.Text(text).Errors.Concat(Reads.Text(text).Warnings), Is.Empty);
            Assert.That(Reads.Text(text).Resources.Single().SpecJson, Is.EqualTo(
                """{"constraints":{},"logging":{},"metrics":{"enabledBackend":"p"},"mtls":{"backends":[{"name":"ca-1","type":"builtin"}]},"networking":{"outbound":{"passthrough":false}},"routing":{"localityAwareLoadBalancing":true}}"""));
        }
    }

    private static string Mesh(string tracing) => $"{{type: Mesh, name: m, tracing: {{{tracing}}}}}";
}
