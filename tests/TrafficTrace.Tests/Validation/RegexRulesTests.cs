using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

/// <summary>What Envoy's RE2 takes, and no more.</summary>
public sealed class RegexRulesTests
{
    private const string Foreign =
        "holds what is not served: look-around, a back-reference, a flag, a named group, \\p, a [ within brackets";

    private const string Large = "is too large for Envoy: lessen its repetitions and alternatives, or write several rules";

    [TestCase("/api/v[0-9]+/orders/[^/]+")]
    [TestCase("/(a|b|c)(/.*)?")]
    [TestCase(@"/static/.*\.(css|js|png|jpe?g)")]
    [TestCase(@"(?:/[a-z]{1,8})+?/\d+\z")]
    [TestCase("/users/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    [TestCase(@"/a{b\x41\-\]]")]
    public void A_pattern_of_RE2_is_taken(string pattern) => Assert.That(RegexRules.Of(pattern), Is.Null);

    [TestCase("", "cannot be empty")]
    [TestCase("/a b", "has to consist of visible ASCII characters: a path has no others")]
    [TestCase("/ä", "has to consist of visible ASCII characters: a path has no others")]
    [TestCase("/a\0", "has to consist of visible ASCII characters: a path has no others")]
    [TestCase("/(a", "is no regular expression: InsufficientClosingParentheses at character 3")]
    [TestCase("/a**", "is no regular expression: NestedQuantifiersNotParenthesized at character 4")]
    [TestCase("/(?=a)", Foreign)]
    [TestCase("/(?!a).*", Foreign)]
    [TestCase("/(?<=a)b", Foreign)]
    [TestCase(@"/(a)\1", Foreign)]
    [TestCase("/(?>a)", Foreign)]
    [TestCase("/(?<name>a)", Foreign)]
    [TestCase("/(?x)a", Foreign)]
    [TestCase("(?i)/a", Foreign)]
    [TestCase("/(?#note)a", Foreign)]
    [TestCase(@"/a\Z", Foreign)]
    [TestCase(@"/\u0041", Foreign)]
    [TestCase(@"/\p{IsGreek}", Foreign)]
    [TestCase("/[a-z-[aeiou]]", Foreign)]
    [TestCase("/[[:alpha:]]", Foreign)]
    [TestCase(@"/[\u0041]", Foreign)]
    [TestCase("/(?:){1001}", Foreign)]
    [TestCase("/a{200}", Large)]
    [TestCase("/(a{9}){9}", Large)]
    [TestCase("/[a-z]{0,200}", Large)]
    [TestCase("/(((a{1000}){1000}){1000}){1000}", Large)]
    [TestCase(@"/(\W{1000}){1000}", Large)]
    public void What_Envoy_would_refuse_is_refused(string pattern, string message) =>
        Assert.That(RegexRules.Of(pattern), Is.EqualTo(message));

    [Test]
    public void A_long_one_is_not_even_looked_at() =>
        Assert.That(RegexRules.Of(new string('(', 1001)), Is.EqualTo("cannot be longer than 1000 characters"));

    [TestCase('(')]
    [TestCase('[')]
    [TestCase('\\')]
    [TestCase('{')]
    public void No_pattern_is_too_deep(char character) => Assert.That(() => RegexRules.Of(new string(character, 1000)), Throws.Nothing);

    [Test]
    public void Deep_groups_are_too_large() =>
        Assert.That(RegexRules.Of(new string('(', 400) + "a" + new string(')', 400)), Is.EqualTo(Large));
}
