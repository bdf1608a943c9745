using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Tests.Wire;

/// <summary>The <c>conf</c> of an OpenTelemetry backend, field by field.</summary>
public sealed class OpenTelemetryTests
{
    private const string Plain = "endpoint: 'c:4317'";
    private const string File = "cannot be below /dev, /sys or /proc: Envoy opens no file there";
    private const string Pair = "cannot be empty: certFile and keyFile belong together";
    private const string Token = "has to be the name of a header: letters, digits and !#$%&'*+-.^_`|~";
    private const string ByEnvoy = "is set by Envoy itself: leave it out";
    private const string Ascii = "has to consist of visible ASCII characters and blanks";
    private const string SecretName = "has to consist of small letters, digits, - and ., the first and the last a letter or a digit";
    private const string OneOfTwo = "has to have value, or secret: one of the two";
    private const string Duration = "has to be a duration from 1ms to 1h, as 10s";
    private const string Sign = " is a sign of HTTP, and spans are sent by gRPC: say which, by protocol: http or protocol: grpc";

    [Test]
    public void Every_field_arrives()
    {
        var collector = Collector("""
            endpoint: https://[::1]:4400/otlp
            protocol: http
            headers: [{name: authorization, secret: team-a.token}, {name: x-team, value: core 1}]
            timeout: 1m30s
            tls: {caFile: /ca.pem, verify: true, serverName: otel.example, certFile: /c.pem, keyFile: /k.pem}
            serviceName: shop
            resourceAttributes: {zone: {tag: kuma.io/zone}, deployment.environment: prod}
            maxCacheSize: 2048
            """);
        Assert.That(collector, Is.EqualTo(new OpenTelemetryCollector("o", "::1", 4400, OtlpProtocol.Http)
        {
            Path = "/otlp",
            Headers = [new CollectorHeader("authorization", null, "team-a.token"), new CollectorHeader("x-team", "core 1", null)],
            Timeout = TimeSpan.FromSeconds(90),
            Tls = new CollectorTls(true, "/ca.pem") { ServerName = "otel.example", CertFile = "/c.pem", KeyFile = "/k.pem" },
            ServiceName = "shop",
            ResourceAttributes =
                [new ResourceAttribute("deployment.environment", "prod", null), new ResourceAttribute("zone", null, "kuma.io/zone")],
            MaxCacheSize = 2048,
        }));
    }

    [TestCase("endpoint: c", "c", 4317, OtlpProtocol.Grpc, false)]
    [TestCase("endpoint: 'c:1'", "c", 1, OtlpProtocol.Grpc, false)]
    [TestCase("endpoint: '[2001:db8::1]:4317'", "2001:db8::1", 4317, OtlpProtocol.Grpc, false)]
    [TestCase("endpoint: c, protocol: http", "c", 4318, OtlpProtocol.Http, false)]
    [TestCase("endpoint: 'http://c', protocol: grpc", "c", 4317, OtlpProtocol.Grpc, false)]
    [TestCase("endpoint: 'HTTPS://c', protocol: http", "c", 4318, OtlpProtocol.Http, true)]
    [TestCase("endpoint: 'c:4317', tls: {}", "c", 4317, OtlpProtocol.Grpc, true)]
    public void Port_and_TLS_follow_from_protocol_and_scheme(string conf, string host, int port, OtlpProtocol protocol, bool tls)
    {
        var collector = Collector($"{{{conf}}}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((collector.Host, collector.Port, collector.Protocol), Is.EqualTo((host, port, protocol)));
            Assert.That(collector.Tls, Is.EqualTo(tls ? CollectorTls.Default : null));
        }
    }

    [TestCase("endpoint: 'http://c:4318'", "/v1/traces")]
    [TestCase("endpoint: 'http://c:4318/'", "/v1/traces")]
    [TestCase("endpoint: 'http://c:4318/a%20b?k=1'", "/a%20b?k=1")]
    [TestCase("endpoint: 'http://c:4318', path: /x", "/x")]
    [TestCase("endpoint: 'http://c:4318', path: /", "/")]
    [TestCase("endpoint: 'c:4318', path: ''", "/v1/traces")]
    public void A_path_is_that_of_the_URL_or_its_own_or_the_usual_one(string conf, string path) =>
        Assert.That(Collector($"{{{conf}, protocol: http}}").Path, Is.EqualTo(path));

    [TestCase("protocol: grpc", "endpoint", "cannot be empty: write collector:4317 or https://collector:4318/v1/traces")]
    [TestCase("endpoint: 4317", "endpoint", "has to be text, but is the number 4317: put it in quotes")]
    [TestCase("endpoint: 'c:0'", "endpoint", "port must be in the range [1, 65535]")]
    [TestCase("endpoint: 'c:65536'", "endpoint", "port must be in the range [1, 65535]")]
    [TestCase("endpoint: 'c:'", "endpoint", "port must be in the range [1, 65535]")]
    [TestCase("endpoint: ':4317'", "endpoint", "host has to be specified")]
    [TestCase("endpoint: 'c_/:1'", "endpoint", "has a path, so it has to begin with http:// or https://, as in EXAMPLE")]
    [TestCase("endpoint: 'my host:1'", "endpoint", "host has to be valid IP address or domain name")]
    [TestCase("endpoint: '10.0.0.300:1'", "endpoint", "host has to be valid IP address or domain name")]
    [TestCase("endpoint: '::1'", "endpoint", "host has to stand in brackets if it is an IPv6 address, as in [::1]:4317")]
    [TestCase(
        "endpoint: '[10.0.0.1]:1'", "endpoint", "host has to stand in brackets if it is an IPv6 address, and only then, as in [::1]:4317")]
    [TestCase("endpoint: 'c:4317/x'", "endpoint", "has a path, so it has to begin with http:// or https://, as in EXAMPLE")]
    [TestCase("endpoint: 'grpc://c:4317'", "endpoint", "has to be host:port, or a URL of http or https: write EXAMPLE")]
    [TestCase("endpoint: 'http://u:p@c:1'", "endpoint", "user and password do not belong into it: send a token as one of the headers")]
    [TestCase(
        "endpoint: 'http://c:1/a b', protocol: http", "endpoint",
        "path has to consist of visible ASCII characters, others percent-encoded")]
    [TestCase("endpoint: 'http://c:1/a#b', protocol: http", "endpoint", "path has to be without #: what follows it is never sent")]
    [TestCase("endpoint: 'http://c:1?a', protocol: http", "endpoint", "has to have a path before its ? or #")]
    [TestCase("endpoint: \"c\\n:1\"", "endpoint", "host has to be valid IP address or domain name")]
    [TestCase(Plain + ", protocol: GRPC", "protocol", "has invalid value. Allowed values: grpc, http")]
    [TestCase(Plain + ", protocol: http/json", "protocol", "has invalid value. Allowed values: grpc, http")]
    [TestCase("endpoint: 'c:1', protocol: http, path: x", "path", "path has to begin with /")]
    [TestCase("endpoint: 'http://c:1/a', protocol: http, path: /b", "path", "stands in the endpoint too: leave out one of the two")]
    [TestCase(Plain + ", timeout: 0s", "timeout", Duration)]
    [TestCase(Plain + ", timeout: -1s", "timeout", Duration)]
    [TestCase(Plain + ", timeout: 61m", "timeout", Duration)]
    [TestCase(Plain + ", timeout: soon", "timeout", Duration)]
    [TestCase(Plain + ", maxCacheSize: 0", "maxCacheSize", "has to be in the range [1, 65535]")]
    [TestCase(Plain + ", maxCacheSize: 65536", "maxCacheSize", "has to be in the range [1, 65535]")]
    [TestCase(Plain + ", maxCacheSize: 1.5", "maxCacheSize", "has to be a whole number, but is the number 1.5")]
    [TestCase(Plain + ", serviceName: \"a\\tb\"", "serviceName", "has to be free of control characters")]
    [TestCase(
        "endpoint: 'http://c:1', protocol: grpc, tls: {}", "tls",
        "contradicts the endpoint, which begins with http: write https there, or leave tls out")]
    [TestCase(Plain + ", tls: {caFile: /proc/1}", "tls.caFile", File)]
    [TestCase(Plain + ", tls: {certFile: /dev/x, keyFile: /k}", "tls.certFile", File)]
    [TestCase(Plain + ", tls: {certFile: /c, keyFile: /sys/x}", "tls.keyFile", File)]
    [TestCase(Plain + ", tls: {certFile: /c}", "tls.keyFile", Pair)]
    [TestCase(Plain + ", tls: {keyFile: /k}", "tls.certFile", Pair)]
    [TestCase(Plain + ", tls: {serverName: a b}", "tls.serverName", "has to be valid IP address or domain name")]
    [TestCase(Plain + ", tls: {verify: 1}", "tls.verify", "has to be true or false, but is the number 1")]
    [TestCase(Plain + ", headers: {a: b}", "headers", "has to be a list, but is a mapping")]
    [TestCase(Plain + ", headers: [{value: v}]", "headers[0].name", "cannot be empty")]
    [TestCase(Plain + ", headers: [{name: 'a b', value: v}]", "headers[0].name", Token)]
    [TestCase(Plain + ", headers: [{name: ':path', value: v}]", "headers[0].name", Token)]
    [TestCase(Plain + ", headers: [{name: X-Team, value: v}]", "headers[0].name", "has to be in lower case: write x-team")]
    [TestCase(Plain + ", headers: [{name: host, value: v}]", "headers[0].name", ByEnvoy)]
    [TestCase(Plain + ", headers: [{name: te, value: v}]", "headers[0].name", ByEnvoy)]
    [TestCase(Plain + ", headers: [{name: content-type, value: v}]", "headers[0].name", ByEnvoy)]
    [TestCase(Plain + ", headers: [{name: grpc-timeout, value: v}]", "headers[0].name", ByEnvoy)]
    [TestCase(
        Plain + ", headers: [{name: a, value: v}, {name: a, secret: s}]", "headers[1].name",
        "\"a\" stands there twice: a header is sent once")]
    [TestCase(Plain + ", headers: [{name: a}]", "headers[0]", OneOfTwo)]
    [TestCase(Plain + ", headers: [{name: a, value: v, secret: s}]", "headers[0]", OneOfTwo)]
    [TestCase(Plain + ", headers: [{name: a, value: ''}]", "headers[0].value", "cannot be empty: no such header would be sent")]
    [TestCase(Plain + ", headers: [{name: a, value: \"b\\r\\nc: d\"}]", "headers[0].value", Ascii)]
    [TestCase(
        Plain + ", headers: [{name: a, value: 5%}]", "headers[0].value",
        "cannot hold a %, which Envoy does not always send as it is: put the value into a secret")]
    [TestCase(Plain + ", headers: [{name: a, value: é}]", "headers[0].value", Ascii)]
    [TestCase(Plain + ", headers: [{name: a, value: ' b'}]", "headers[0].value", "cannot begin or end with a blank")]
    [TestCase(Plain + ", headers: [{name: a, secret: ../cert}]", "headers[0].secret", SecretName)]
    [TestCase(Plain + ", headers: [{name: a, secret: '..'}]", "headers[0].secret", SecretName)]
    [TestCase(Plain + ", headers: [{name: a, secret: A}]", "headers[0].secret", SecretName)]
    [TestCase(Plain + ", headers: [{name: a, secret: ''}]", "headers[0].secret", SecretName)]
    [TestCase(Plain + ", resourceAttributes: [a]", "resourceAttributes", "has to be a mapping of fields, but is a list")]
    [TestCase(Plain + ", resourceAttributes: {'': v}", "resourceAttributes[\"\"]", "key cannot be empty")]
    [TestCase(Plain + ", resourceAttributes: {\"a\\n\": v}", "resourceAttributes[\"a\\n\"]", "key has to be free of control characters")]
    [TestCase(Plain + ", resourceAttributes: {a: \"\\e\"}", "resourceAttributes[\"a\"]", "has to be free of control characters")]
    [TestCase(Plain + ", resourceAttributes: {a: ''}", "resourceAttributes[\"a\"]", "cannot be empty")]
    [TestCase(
        Plain + ", resourceAttributes: {a: 1}", "resourceAttributes[\"a\"]", "has to be text, but is the number 1: put it in quotes")]
    [TestCase(Plain + ", resourceAttributes: {a: {tag: ''}}", "resourceAttributes[\"a\"].tag", "tag name must be non-empty")]
    [TestCase(
        Plain + ", resourceAttributes: {a: {tag: 'b c'}}", "resourceAttributes[\"a\"].tag",
        "tag name must consist of alphanumeric characters, dots, dashes, slashes and underscores")]
    public void A_conf_breaks_a_rule(string conf, string field, string message)
    {
        message = message.Replace("EXAMPLE", "collector:4317 or https://collector:4318/v1/traces", StringComparison.Ordinal);
        Assert.That(Reads.Errors(Mesh($"{{{conf}}}")), Is.EqualTo(new[] { $"tracing.backends[0].conf.{field}: {message}" }));
    }

    [TestCase("endpoint: 'http://c:4318'", "endpoint: port 4318" + Sign)]
    [TestCase("endpoint: 'http://c:1/x'", "endpoint: a path" + Sign)]
    [TestCase("endpoint: 'http://c:1/x', protocol: grpc", "endpoint: the path is not sent: protocol is grpc, which has none")]
    [TestCase("endpoint: 'c:4317', protocol: http", "endpoint: port 4317 takes spans by gRPC as a rule, and protocol is http")]
    [TestCase("endpoint: 'c:4318', protocol: grpc", null)]
    [TestCase(Plain + ", path: /x", "path: has no effect: protocol is grpc, which has no path")]
    [TestCase(
        "endpoint: 'otel.mesh:1'",
        "endpoint: otel.mesh is a name of the kind that Kuma's DNS alone resolves, for an ExternalService or a service of the mesh: "
            + "write the name that the DNS of the proxies knows")]
    [TestCase(Plain + ", tls: {verify: false, caFile: /ca}", "tls.caFile: has no effect: verify is false")]
    [TestCase(
        Plain + ", serviceName: a, resourceAttributes: {service.name: b}",
        "serviceName: has no effect: service.name is among resourceAttributes")]
    [TestCase(
        Plain + ", protcol: http",
        "protcol: is not known here and has no effect, so spans are sent by gRPC: is \"protocol\" meant?")]
    [TestCase(
        Plain + ", tls: {servername: a}",
        "tls.servername: is not known here and has no effect, so the host of the collector is asked for: is \"serverName\" meant?")]
    public void A_conf_is_odd(string conf, string? warning) =>
        Assert.That(
            Reads.Warnings(Mesh($"{{{conf}}}")),
            Is.EqualTo(warning is null ? [] : new[] { $"tracing.backends[0].conf.{warning}" }));

    [TestCase(16, 64, ExpectedResult = true)]
    [TestCase(17, 64, ExpectedResult = false)]
    [TestCase(16, 65, ExpectedResult = false)]
    public bool So_many_headers_and_attributes_are_taken(int headers, int attributes)
    {
        var (listed, mapped) = (Enumerable.Range(0, headers), Enumerable.Range(0, attributes));
        return Reads.Errors(Mesh(
            $"{{{Plain}, headers: [{string.Join(", ", listed.Select(i => $"{{name: h{i}, value: v}}"))}], "
                + $"resourceAttributes: {{{string.Join(", ", mapped.Select(i => $"k{i}: v"))}}}}}")).Length == 0;
    }

    [Test]
    public void A_conf_is_read_again_from_what_is_kept_of_it()
    {
        var mesh = Reads.Text(Mesh(
            "{endpoint: 'https://c:4318', protocol: http, headers: [{name: a, secret: s}], resourceAttributes: {b: {tag: t}, a: v}}"))
            .Resources.Single();
        var again = Reads.Text(DocumentText.Of(mesh)).Resources.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.SpecJson, Is.EqualTo(mesh.SpecJson));
            Assert.That(((Mesh)again).Backends, Is.EqualTo(((Mesh)mesh).Backends));
        }
    }

    [TestCase("", ExpectedResult = false)]
    [TestCase(", propagation: b3", ExpectedResult = false)]
    [TestCase(", propagation: b3-w3c", ExpectedResult = true)]
    public bool A_Zipkin_backend_says_whether_it_speaks_W3C_too(string propagation) =>
        ((ZipkinCollector)Backend(Reads.Text(Zipkin(propagation)).Resources.Single())).W3C;

    [TestCase("w3c")]
    [TestCase("B3")]
    public void No_other_propagation_is_taken(string propagation) =>
        Assert.That(
            Reads.Errors(Zipkin($", propagation: {propagation}")),
            Is.EqualTo(new[] { "tracing.backends[0].conf.propagation: has invalid value. Allowed values: b3, b3-w3c" }));

    private static OpenTelemetryCollector Collector(string conf)
    {
        var result = Reads.Text(Mesh(conf));
        Assert.That(result.Errors, Is.Empty);
        return (OpenTelemetryCollector)Backend(result.Resources.Single());
    }

    private static Collector Backend(Resource mesh) => ((Mesh)mesh).Backends.Single().Collector;

    private static string Zipkin(string more) =>
        $"{{type: Mesh, name: m, tracing: {{backends: [{{name: z, type: zipkin, conf: {{url: 'http://z:1/x'{more}}}}}]}}}}";

    private static string Mesh(string conf) =>
        $"type: Mesh\nname: m\ntracing:\n  backends:\n  - name: o\n    type: opentelemetry\n    conf:\n"
            + string.Concat(conf.Split('\n').Select(line => $"      {line}\n"));
}
