using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

public sealed class SpanFormatRulesTests
{
    private const string Stray = "holds a % that begins no operator, as %REQ(x-user)% is one: write %% for the sign itself";

    [TestCase("plain")]
    [TestCase("100 %%")]
    [TestCase("%REQ(:METHOD)% %REQ(x-path?:PATH):40%")]
    [TestCase("%PROTOCOL%/%RESPONSE_CODE%")]
    [TestCase("%DYNAMIC_METADATA(envoy.lb:a:b)%")]
    public void A_format_is_taken(string format) => Assert.That(SpanFormatRules.Of(format), Is.Empty);

    [TestCase("100 %", Stray)]
    [TestCase("%req(x)%", Stray)]
    [TestCase("%REQ(x%", Stray)]
    [TestCase("%%%", Stray)]
    [TestCase("%REQ(a%b)%", Stray)]
    [TestCase("%REQ(x):99999%", Stray)]
    [TestCase("%REQ()%", "%REQ% needs a header: %REQ(x-user)%")]
    [TestCase("%REQ(a?b?c)%", "%REQ% needs a header: %REQ(x-user)%")]
    [TestCase("%PROTOCOL(x)%", "%PROTOCOL% stands alone")]
    [TestCase("%PROTOCOL:3%", "%PROTOCOL% stands alone")]
    [TestCase("%CLUSTER_METADATA%", "%CLUSTER_METADATA% needs what to take: %CLUSTER_METADATA(key:step)%")]
    [TestCase("%DYNAMIC_METADATA(a:b):10%", "%DYNAMIC_METADATA% has no length in each version of Envoy")]
    [TestCase("%REQ(a:b)%", "%REQ% needs a header: %REQ(x-user)%")]
    [TestCase("%PROTOCL%", "%PROTOCL% is no operator that is served here; did you mean PROTOCOL?")]
    public void What_Envoy_would_refuse_is_refused(string format, string message) =>
        Assert.That(SpanFormatRules.Of(format), Is.EqualTo(new[] { message }));

    [TestCase("%ENVIRONMENT(AWS_SECRET_ACCESS_KEY)%")]
    [TestCase("%FILE_CONTENT(/etc/passwd)%")]
    [TestCase("%SECRET(tok)%")]
    public void What_a_proxy_keeps_for_itself_is_not_put_on_spans(string format) =>
        Assert.That(SpanFormatRules.Of(format).Single(), Does.Contain("is no operator that is served here"));
}
