using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

/// <summary>What Go's <c>url.ParseRequestURI</c> makes of a URL, and what Envoy could not use of that.</summary>
public sealed class CollectorUrlRulesTests
{
    private const string Invalid = "invalid URL";
    private const string NoPort = "port has to be explicitly specified";
    private const string BadPort = "port must be in the range [1, 65535]";
    private const string NoPath = "path has to be specified, as in http://zipkin:9411/api/v2/spans";

    [TestCase("", "cannot be empty")]
    [TestCase("invalid-url", Invalid)]
    [TestCase("1.2.3.4:9411/x", Invalid)]
    [TestCase(":9411/x", Invalid)]
    [TestCase("http://z:abc/x", Invalid)]
    [TestCase("http://z y:9411/x", Invalid)]
    [TestCase(" http://z:9411/x", Invalid)]
    [TestCase("http://z:9411#f", Invalid)]
    [TestCase("http://z:9411/%zz", Invalid)]
    [TestCase("http://z:9411/%2", Invalid)]
    [TestCase("http://z:9411/x\n", Invalid)]
    [TestCase("http://z:9411/\u007f", Invalid)]
    [TestCase("http://z:+1/x", Invalid)]
    [TestCase("http//z:9411/x", Invalid)]
    [TestCase("http://[::1:9411/x", Invalid)]
    [TestCase("http://[::1]x:9411/x", Invalid)]
    [TestCase("http://%41:9411/x", Invalid)]
    [TestCase("http://u|:p@z:9411/x", Invalid)]
    [TestCase("http://z:9411/%ff", Invalid)]
    [TestCase("zipkin.local:9411/v2", NoPort)]
    [TestCase("localhost:9411", NoPort)]
    [TestCase("/api/v2/spans", NoPort)]
    [TestCase("http://z/x", NoPort)]
    [TestCase("http://z:/x", NoPort)]
    [TestCase("http:///x:1", NoPort)]
    [TestCase("http:/z:9411/x", NoPort)]
    [TestCase("//z:9411/x", NoPort)]
    [TestCase("mailto:a@b:1", NoPort)]
    [TestCase("*", NoPort)]
    [TestCase("http://:9411/x", "host has to be specified")]
    [TestCase("http://z:0/x", BadPort)]
    [TestCase("http://z:65536/x", BadPort)]
    [TestCase("http://z:99999999999999999999/x", BadPort)]
    [TestCase("http://z:9411", NoPath)]
    [TestCase("http://z:9411?a=b", NoPath)]
    [TestCase("http://z:9411/a%0Ab", "path has to be free of control characters")]
    public void A_url_is_refused(string url, string violation)
    {
        Assert.That(CollectorUrlRules.Parse(url, out var violations), Is.Null);
        Assert.That(violations, Is.EqualTo(new[] { violation }));
    }

    [TestCase("http://z:9411/x", false, "z", 9411, "z:9411", "/x")]
    [TestCase("HTTPS://Zipkin.US:9411/api", true, "Zipkin.US", 9411, "Zipkin.US:9411", "/api")]
    [TestCase("https://jaeger.example.com:443/a%2Fb%20c/spans", true, "jaeger.example.com", 443, "jaeger.example.com:443", "/a/b c/spans")]
    [TestCase("ftp://z:1/x", false, "z", 1, "z:1", "/x")]
    [TestCase("http://z:80/", false, "z", 80, "z:80", "/")]
    [TestCase("http://[::1]:9411/x", false, "::1", 9411, "[::1]:9411", "/x")]
    [TestCase("http://[fe80::1%25eth0]:9411/x", false, "fe80::1%eth0", 9411, "[fe80::1%eth0]:9411", "/x")]
    [TestCase("http://::1:9411/x", false, "::1", 9411, "::1:9411", "/x")]
    [TestCase("http://z_a:9411/x", false, "z_a", 9411, "z_a:9411", "/x")]
    [TestCase("http://é:9411/x", false, "é", 9411, "é:9411", "/x")]
    [TestCase("http://%C3%A9:9411/x", false, "é", 9411, "é:9411", "/x")]
    [TestCase("http://z:9411/x ", false, "z", 9411, "z:9411", "/x ")]
    [TestCase("http://z:9411/p#f", false, "z", 9411, "z:9411", "/p#f")]
    [TestCase("http://z:9411/p?q=1#f", false, "z", 9411, "z:9411", "/p")]
    [TestCase("http://user:secret@z:9411/x", false, "z", 9411, "z:9411", "/x")]
    [TestCase("http://z:009411/x", false, "z", 9411, "z:009411", "/x")]
    public void A_url_is_taken(string url, bool https, string host, int port, string authority, string path) =>
        Assert.That(CollectorUrlRules.Parse(url, out _), Is.EqualTo(new CollectorUrl(https, host, port, authority, path)));

    [Test]
    public void All_that_Envoy_could_not_use_is_said_at_once()
    {
        CollectorUrlRules.Parse("http://:0", out var violations);
        Assert.That(violations, Is.EqualTo(new[] { "host has to be specified", BadPort, NoPath }));
    }
}
