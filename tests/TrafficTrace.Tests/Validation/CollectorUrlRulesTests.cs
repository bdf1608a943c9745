using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

/// <summary>What Go's <c>url.ParseRequestURI</c> makes of a URL, and what Envoy could not use of that.</summary>
public sealed class CollectorUrlRulesTests
{
    private const string Invalid = "invalid URL: ";
    private const string NoScheme = Invalid + "it has to begin with http:// or https://";
    private const string BadPortText = Invalid + "its port has to be a number";
    private const string BadPercent = Invalid + "a % in it has to be followed by two hexadecimal digits that are part of UTF-8";
    private const string Control = Invalid + "it holds control characters";
    private const string NoHost = NoPort + ", after http:// or https:// and the host, as in http://zipkin:9411/api/v2/spans";
    private const string NoBrackets =
        "host has to stand in brackets if it is an IPv6 address, and only then, as in http://[::1]:9411/api/v2/spans";
    private const string BadHost = "host has to be valid IP address or domain name";
    private const string NoPort = "port has to be explicitly specified";
    private const string BadPort = "port must be in the range [1, 65535]";
    private const string NoPath = "path has to be specified, as in http://zipkin:9411/api/v2/spans";

    [TestCase("", "cannot be empty")]
    [TestCase("invalid-url", NoScheme)]
    [TestCase("1.2.3.4:9411/x", NoScheme)]
    [TestCase(":9411/x", NoScheme)]
    [TestCase("http://z:abc/x", BadPortText)]
    [TestCase("http://z y:9411/x", Invalid + "its host holds a blank")]
    [TestCase(" http://z:9411/x", NoScheme)]
    [TestCase("http://z:9411#f", Invalid + "a path has to come before the #")]
    [TestCase("http://z:9411/%zz", BadPercent)]
    [TestCase("http://z:9411/%2", BadPercent)]
    [TestCase("http://z:9411/x\n", Control)]
    [TestCase("http://z:9411/\u007f", Control)]
    [TestCase("http://z:+1/x", BadPortText)]
    [TestCase("http//z:9411/x", NoScheme)]
    [TestCase("http://[::1:9411/x", Invalid + "the bracket of its IPv6 address is not closed")]
    [TestCase("http://[::1]x:9411/x", Invalid + "after the bracket of its IPv6 address has to come the port")]
    [TestCase("http://%41:9411/x", Invalid + "its host holds characters that no host has")]
    [TestCase("http://user@z:9411/%zz", BadPercent)]
    [TestCase("http://u|:p@z:9411/x", Invalid + "user and password do not belong into it")]
    [TestCase("http://z:9411/%ff", BadPercent)]
    [TestCase("zipkin.local:9411/v2", NoHost)]
    [TestCase("localhost:9411", NoHost)]
    [TestCase("/api/v2/spans", NoHost)]
    [TestCase("http://z/x", NoPort)]
    [TestCase("http://z:/x", NoPort)]
    [TestCase("http:///x:1", NoHost)]
    [TestCase("http:/z:9411/x", NoHost)]
    [TestCase("//z:9411/x", NoHost)]
    [TestCase("mailto:a@b:1", NoHost)]
    [TestCase("*", NoHost)]
    [TestCase("http://:9411/x", "host has to be specified")]
    [TestCase("http://z:0/x", BadPort)]
    [TestCase("http://z:65536/x", BadPort)]
    [TestCase("http://z:99999999999999999999/x", BadPort)]
    [TestCase("http://z:9411", NoPath)]
    [TestCase("http://z:9411?a=b", NoPath)]
    [TestCase("http://z:9411/a%0Ab", "path has to be free of control characters")]
    [TestCase("http://::1:9411/x", NoBrackets)]
    [TestCase("http://[10.0.0.1]:9411/x", NoBrackets)]
    [TestCase("http://[fe80::1%25eth0]:9411/x", BadHost)]
    [TestCase("http://é:9411/x", BadHost)]
    [TestCase("http://%C3%A9:9411/x", BadHost)]
    [TestCase("http://a..b:9411/x", BadHost)]
    [TestCase("http://-a:9411/x", BadHost)]
    [TestCase("http://10.0.0.256:9411/x", BadHost)]
    [TestCase("http://<z>:9411/x", BadHost)]
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
    [TestCase("http://z_a:9411/x", false, "z_a", 9411, "z_a:9411", "/x")]
    [TestCase("http://z:9411/x ", false, "z", 9411, "z:9411", "/x ")]
    [TestCase("http://z:9411/p#f", false, "z", 9411, "z:9411", "/p#f")]
    [TestCase("http://z:9411/p?q=1#f", false, "z", 9411, "z:9411", "/p")]
    [TestCase("http://user:secret@z:9411/x", false, "z", 9411, "z:9411", "/x")]
    [TestCase("http://z:009411/x", false, "z", 9411, "z:009411", "/x")]
    public void A_url_is_taken(string url, bool https, string host, int port, string authority, string path) =>
        Assert.That(CollectorUrlRules.Parse(url, out _), Is.EqualTo(new CollectorUrl(https, host, port, authority, path)));

    [TestCase(253, true)]
    [TestCase(254, false)]
    public void A_host_has_a_length(int length, bool taken)
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 49), 5)) + "." + new string('a', length - 250);
        CollectorUrlRules.Parse($"https://{host}:9411/x", out var violations);
        Assert.That(violations, Is.EqualTo(taken ? [] : new[] { "host cannot be longer than 253 characters" }));
    }

    [Test]
    public void All_that_Envoy_could_not_use_is_said_at_once()
    {
        CollectorUrlRules.Parse("http://:0", out var violations);
        Assert.That(violations, Is.EqualTo(new[] { "host has to be specified", BadPort, NoPath }));
    }
}
