namespace TrafficTrace.Tests.Wire;

/// <summary>Each case is one rule of Kuma's TrafficTrace validator, in its words.</summary>
public sealed class TrafficTraceViolationsTests
{
    [TestCase("", "selectors", "must have at least one element")]
    [TestCase("selectors: []", "selectors", "must have at least one element")]
    [TestCase("selectors: null", "selectors", "must have at least one element")]
    [TestCase("selectors: {}", "selectors", "has to be a list, but is a mapping")]
    [TestCase("selectors: [{}]", "selectors[0].match", "must have at least one tag")]
    [TestCase("selectors: [{match: {}}]", "selectors[0].match", "must have at least one tag")]
    [TestCase("selectors: [{match: {a: b}}, {match: {'': b}}]", "selectors[1].match", "tag name must be non-empty")]
    [TestCase(
        "selectors: [{match: {'a b': b}}]",
        "selectors[0].match[\"a b\"]",
        "tag name must consist of alphanumeric characters, dots, dashes, slashes and underscores")]
    [TestCase(
        "selectors: [{match: {\"a\\n\": b}}]",
        "selectors[0].match[\"a\\n\"]",
        "tag name must consist of alphanumeric characters, dots, dashes, slashes and underscores")]
    [TestCase("selectors: [{match: {a: ''}}]", "selectors[0].match[\"a\"]", "tag value must be non-empty")]
    [TestCase("selectors: [{match: {a: null}}]", "selectors[0].match[\"a\"]", "tag value must be non-empty")]
    [TestCase(
        "selectors: [{match: {a: 'web*'}}]",
        "selectors[0].match[\"a\"]",
        "tag value must consist of alphanumeric characters, dots, dashes, slashes and underscores or be \"*\"")]
    [TestCase(
        "selectors: [{match: {a: \"b\\n\"}}]",
        "selectors[0].match[\"a\"]",
        "tag value must consist of alphanumeric characters, dots, dashes, slashes and underscores or be \"*\"")]
    [TestCase(
        "selectors: [{match: {a: é}}]",
        "selectors[0].match[\"a\"]",
        "tag value must consist of alphanumeric characters, dots, dashes, slashes and underscores or be \"*\"")]
    [TestCase(
        "selectors: [{match: {version: 1}}]", "selectors[0].match[\"version\"]", "has to be text, but is the number 1: put it in quotes")]
    [TestCase(
        "selectors: [{match: {version: on}}]",
        "selectors[0].match[\"version\"]",
        "has to be text, but is the boolean true: put it in quotes")]
    [TestCase("selectors: [{match: {a: b}}], conf: {backend: 1}", "conf.backend", "has to be text, but is the number 1: put it in quotes")]
    public void A_policy_breaks_a_rule(string spec, string field, string message) =>
        Assert.That(Reads.Errors(Policy(spec)), Is.EqualTo(new[] { $"{field}: {message}" }));

    [TestCase(
        "selectors: [{match: {service: web}}]",
        "selectors[0].match[\"service\"]: is a tag like any other: write \"kuma.io/service\" if that is meant")]
    [TestCase(
        "selectors: [{match: {kuma.io/service: web, protocol: http}}]",
        "selectors[0].match[\"protocol\"]: is a tag like any other: write \"kuma.io/protocol\" if that is meant")]
    [TestCase(
        "selectors: [{match: {a: b}}], conf: {backends: z}",
        "conf.backends: is not known here and has no effect, so the default backend of the Mesh is meant: is \"backend\" meant?")]
    [TestCase("selectors: [{match: {kuma.io/service: web, service: web}}]", null)]
    public void A_policy_is_odd(string spec, string? warning) =>
        Assert.That(Reads.Warnings(Policy(spec)), Is.EqualTo(warning is null ? [] : new[] { warning }));

    [TestCase("selectors: [{match: {a: '*'}}]")]
    [TestCase("selectors: [{match: {a: b/c}}]")]
    [TestCase("selectors: [{match: {kuma.io/service: 'a_b.c-d:e'}}], conf: {}")]
    [TestCase("selectors: [{match: {a: b}}], conf: {backend: ''}")]
    [TestCase("selectors: [{match: {a: b}}], conf: null")]
    [TestCase("selectors: [{match: {a: b}}], conf: {backend: not-in-any-mesh}")]
    public void A_policy_keeps_to_the_rules(string spec) => Assert.That(Reads.Errors(Policy(spec)), Is.Empty);

    [Test]
    public void Keys_are_checked_in_the_order_of_their_bytes()
    {
        Assert.That(Reads.Errors(Policy("selectors: [{match: {b: '', a: '', '': '', B: ''}}]")), Is.EqualTo(new[]
        {
            "selectors[0].match: tag name must be non-empty",
            "selectors[0].match[\"\"]: tag value must be non-empty",
            "selectors[0].match[\"B\"]: tag value must be non-empty",
            "selectors[0].match[\"a\"]: tag value must be non-empty",
            "selectors[0].match[\"b\"]: tag value must be non-empty",
        }));
    }

    private static string Policy(string spec) => $"{{type: TrafficTrace, mesh: m, name: t{(spec.Length == 0 ? "" : ", ")}{spec}}}";
}
