using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Tests.Wire;

/// <summary>The <c>conf</c> of a TrafficTrace, field by field.</summary>
public sealed class TracingConfTests
{
    private const string Range = "has to be in [0.0 - 100.0] range";
    private const string Control = "has to be free of control characters";
    private const string Token = "has to be the name of a header: letters, digits and !#$%&'*+-.^_`|~";
    private const string Visible = "has to consist of visible ASCII characters, others percent-encoded";
    private const string TagKinds = "has to have one of literal, header, metadata, format";
    private const string Match = "match: {path: {prefix: /}}";
    private const string WithoutQuery = "has to be without ? and #: paths are compared without what follows them";

    private const string Whole = """
        backend: jaeger
        sampling: {overall: 50, random: '0.5', client: 0}
        trustClient: false
        healthChecks: off
        rules:
        - match:
            path: {prefix: /pay}
            method: POST
            headers: [{name: X-User, exact: '42'}, {name: a, prefix: b}, {name: c, present: true}]
          sampling: {random: 100}
          tags: [{name: team, literal: core}]
        - match: {path: {regex: '/a/[0-9]+'}}
          off: true
        - match: {path: {exact: /b}}
          tags: [{name: kind, literal: b}]
        tags:
        - {name: team, literal: shop}
        - {name: user, header: {name: X-User, default: nobody}}
        - {name: agent, header: {name: user-agent}}
        - {name: canary, metadata: {kind: host, key: envoy.lb, path: canary.share, default: none}}
        - {name: route, metadata: {kind: route, key: a, path: [b.c, d]}}
        - {name: flags, format: '%RESPONSE_FLAGS%'}
        maxPathTagLength: 64
        verbose: true
        spanName: {server: '%REQ(:METHOD)% in', upstream: '%REQ(:METHOD)% out'}
        spawnUpstreamSpan: true
        meshTags: true
        """;

    [Test]
    public void Every_field_arrives()
    {
        var policy = Read(Whole);
        var conf = policy.Conf;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy.Backend, Is.EqualTo("jaeger"));
            Assert.That(conf.Sampling, Is.EqualTo(new Samplings(50, 0.5, 0)));
            Assert.That((conf.TrustClient, conf.Verbose, conf.SpawnUpstreamSpan, conf.MeshTags), Is.EqualTo((false, true, true, true)));
            Assert.That(conf.MaxPathTagLength, Is.EqualTo(64));
            Assert.That(conf.SpanName, Is.EqualTo(new SpanNames("%REQ(:METHOD)% in", "%REQ(:METHOD)% out")));
            Assert.That(conf.Tags, Is.EqualTo(new SpanTag[]
            {
                new LiteralTag("team", "shop"),
                new HeaderTag("user", "x-user", "nobody"),
                new HeaderTag("agent", "user-agent", null),
                new MetadataTag("canary", MetadataKind.Host, "envoy.lb", ["canary", "share"], "none"),
                new MetadataTag("route", MetadataKind.Route, "a", ["b.c", "d"], null),
                new FormatTag("flags", "%RESPONSE_FLAGS%"),
            }));
        }
    }

    [Test]
    public void Rules_arrive_in_their_order_after_those_of_the_health_checks()
    {
        var rules = Read(Whole).Conf.Rules;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules.Take(7), Has.All.Property(nameof(TracingRule.Off)).True);
            Assert.That(rules.Take(7).Select(rule => rule.Match.Path!.Text), Is.EqualTo(
                ["/healthz", "/livez", "/readyz", "/health", "/ready", "/metrics", "/grpc.health.v1.Health/"]));
            Assert.That(rules.Skip(7), Is.EqualTo(new[]
            {
                new TracingRule(new(
                    new(TextMatchKind.Prefix, "/pay"), "POST",
                    [
                        new("x-user", new(TextMatchKind.Exact, "42")), new("a", new(TextMatchKind.Prefix, "b")), new("c", null),
                    ]))
                {
                    Sampling = new(null, 100, null),
                    Tags = [new LiteralTag("team", "core")],
                },
                new TracingRule(new(new(TextMatchKind.Regex, "/a/[0-9]+"), null, [])) { Off = true },
                new TracingRule(new(new(TextMatchKind.Exact, "/b"), null, [])) { Tags = [new LiteralTag("kind", "b")] },
            }));
        }
    }

    [TestCase("{}")]
    [TestCase("{backend: jaeger}")]
    [TestCase("{sampling: {}, trustClient: true, rules: [], tags: [], verbose: false, spanName: {server: ''}, maxPathTagLength: null}")]
    public void What_says_nothing_new_is_the_conf_that_all_such_policies_share(string conf) =>
        Assert.That(Read(conf).Conf, Is.SameAs(TracingConf.None));

    [Test]
    public void A_conf_is_read_again_from_what_is_kept_of_it()
    {
        var policy = Read(Whole);
        var again = (TrafficTracePolicy)Reads.Text(DocumentText.Of(policy)).Resources.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.SpecJson, Is.EqualTo(policy.SpecJson));
            Assert.That(again.Conf, Is.EqualTo(policy.Conf));
        }
    }

    [TestCase("off")]
    [TestCase("'off'")]
    [TestCase("false")]
    public void Health_checks_are_off_however_YAML_reads_the_word(string off) =>
        Assert.That(Read($"{{healthChecks: {off}}}").Conf.Rules, Has.Exactly(7).Items);

    [TestCase("sampling: 10", "sampling", "has to be a mapping of fields, but is the number 10")]
    [TestCase("sampling: {overall: 100.1}", "sampling.overall", Range)]
    [TestCase("sampling: {random: -0.1}", "sampling.random", Range)]
    [TestCase("sampling: {client: .nan}", "sampling.client", Range)]
    [TestCase("sampling: {random: few}", "sampling.random", "has to be a number, but is text")]
    [TestCase("trustClient: 'no'", "trustClient", "has to be true or false, but is text")]
    [TestCase("healthChecks: on", "healthChecks", "has to be off, or left out: then health checks are traced as other requests are")]
    [TestCase("healthChecks: {}", "healthChecks", "has to be off, or left out: then health checks are traced as other requests are")]
    [TestCase("maxPathTagLength: 0", "maxPathTagLength", "has to be in the range [1, 65535]")]
    [TestCase("maxPathTagLength: 65536", "maxPathTagLength", "has to be in the range [1, 65535]")]
    [TestCase("verbose: 1", "verbose", "has to be true or false, but is the number 1")]
    [TestCase("spawnUpstreamSpan: 1", "spawnUpstreamSpan", "has to be true or false, but is the number 1")]
    [TestCase("meshTags: 1", "meshTags", "has to be true or false, but is the number 1")]
    [TestCase("spanName: x", "spanName", "has to be a mapping of fields, but is text")]
    [TestCase("spanName: {server: \"a\\n\"}", "spanName.server", Control)]
    [TestCase("spanName: {upstream: '%NO%'}", "spanName.upstream", "%NO% is no operator that is served here")]
    public void A_policy_breaks_a_rule(string conf, string field, string message) => BreaksARule(conf, field, message);

    [TestCase("[{}]", "rules[0].match: has to have path, method or headers: which requests the rule is for")]
    [TestCase("[{match: {}, off: true}]", "rules[0].match: has to have path, method or headers: which requests the rule is for")]
    [TestCase(
        "[{match: {headers: []}, off: true}]", "rules[0].match: has to have path, method or headers: which requests the rule is for")]
    [TestCase("[{" + Match + "}]", "rules[0]: has to say what it is for: sampling, off: true, or tags")]
    [TestCase("[{" + Match + ", sampling: {}, tags: []}]", "rules[0]: has to say what it is for: sampling, off: true, or tags")]
    [TestCase("[{" + Match + ", off: true, sampling: {random: 1}}]", "rules[0].off: stands beside sampling: say one of the two")]
    [TestCase("[{" + Match + ", off: false}]", "rules[0].off: has to be true: leave it out, and say sampling, for anything else")]
    [TestCase("[{" + Match + ", sampling: {overall: 101}}]", "rules[0].sampling.overall: " + Range)]
    [TestCase("[{match: {path: {}}, off: true}]", "rules[0].match.path: has to have one of exact, prefix, regex")]
    [TestCase("[{match: {path: {exact: /, prefix: /}}, off: true}]", "rules[0].match.path: has to have one of exact, prefix, regex")]
    [TestCase("[{match: {path: /}, off: true}]", "rules[0].match.path: has to be a mapping of fields, but is text")]
    [TestCase("[{match: {path: {exact: a}}, off: true}]", "rules[0].match.path.exact: has to begin with /")]
    [TestCase("[{match: {path: {exact: ''}}, off: true}]", "rules[0].match.path.exact: has to begin with /")]
    [TestCase("[{match: {path: {prefix: '*'}}, off: true}]", "rules[0].match.path.prefix: has to begin with /")]
    [TestCase("[{match: {path: {exact: '/a?b=c'}}, off: true}]", "rules[0].match.path.exact: " + WithoutQuery)]
    [TestCase("[{match: {path: {prefix: /ä}}, off: true}]", "rules[0].match.path.prefix: " + Visible)]
    [TestCase("[{match: {path: {prefix: \"/a\\0\"}}, off: true}]", "rules[0].match.path.prefix: " + Visible)]
    [TestCase("[{match: {path: {regex: ''}}, off: true}]", "rules[0].match.path.regex: cannot be empty")]
    [TestCase("[{match: {method: ''}, off: true}]", "rules[0].match.method: has to be a method of HTTP, as GET")]
    [TestCase("[{match: {method: 'GET '}, off: true}]", "rules[0].match.method: has to be a method of HTTP, as GET")]
    [TestCase("[{match: {headers: [{present: true}]}, off: true}]", "rules[0].match.headers[0].name: cannot be empty")]
    [TestCase("[{match: {headers: [{name: ':path', present: true}]}, off: true}]", "rules[0].match.headers[0].name: " + Token)]
    [TestCase("[{match: {headers: [{name: a}]}, off: true}]", "rules[0].match.headers[0]: has to have one of exact, prefix, present")]
    [TestCase(
        "[{match: {headers: [{name: a, exact: b, present: true}]}, off: true}]",
        "rules[0].match.headers[0]: has to have one of exact, prefix, present")]
    [TestCase(
        "[{match: {headers: [{name: a, present: false}]}, off: true}]", "rules[0].match.headers[0].present: has to be true, or left out")]
    [TestCase("[{match: {headers: [{name: a, prefix: ''}]}, off: true}]", "rules[0].match.headers[0].prefix: cannot be empty")]
    [TestCase("[{match: {headers: [{name: a, exact: \"b\\n\"}]}, off: true}]", "rules[0].match.headers[0].exact: " + Control)]
    [TestCase("[{" + Match + ", tags: [{name: a}]}]", "rules[0].tags[0]: " + TagKinds)]
    public void A_rule_breaks_a_rule(string rules, string finding) =>
        Assert.That(Reads.Errors(Policy($"{{rules: {rules}}}")).First(), Is.EqualTo($"conf.{finding}"));

    [TestCase("{literal: v}", "[0].name", "cannot be empty")]
    [TestCase("{name: \"a\\n\", literal: v}", "[0].name", Control)]
    [TestCase("{name: a, literal: v}, {name: a, literal: w}", "[1].name", "\"a\" stands there twice")]
    [TestCase("{name: a}", "[0]", TagKinds)]
    [TestCase("{name: a, literal: v, format: w}", "[0]", TagKinds)]
    [TestCase("{name: a, literal: ''}", "[0].literal", "cannot be empty")]
    [TestCase("{name: a, literal: 1}", "[0].literal", "has to be text, but is the number 1: put it in quotes")]
    [TestCase("{name: a, literal: \"\\x7f\"}", "[0].literal", Control)]
    [TestCase("{name: a, header: x-user}", "[0].header", "has to be a mapping of fields, but is text")]
    [TestCase("{name: a, header: {default: b}}", "[0].header.name", "cannot be empty")]
    [TestCase("{name: a, header: {name: 'a b'}}", "[0].header.name", Token)]
    [TestCase("{name: a, header: {name: b, default: \"\\r\"}}", "[0].header.default", Control)]
    [TestCase(
        "{name: a, metadata: {key: k, path: p}}", "[0].metadata.kind", "has invalid value. Allowed values: request, route, cluster, host")]
    [TestCase("{name: a, metadata: {kind: host, path: p}}", "[0].metadata.key", "cannot be empty")]
    [TestCase("{name: a, metadata: {kind: host, key: k}}", "[0].metadata.path", "cannot be empty")]
    [TestCase("{name: a, metadata: {kind: host, key: k, path: a..b}}", "[0].metadata.path", "has a step without a name")]
    [TestCase("{name: a, metadata: {kind: host, key: k, path: []}}", "[0].metadata.path", "must have at least one element")]
    [TestCase("{name: a, metadata: {kind: host, key: k, path: ['']}}", "[0].metadata.path[0]", "cannot be empty")]
    [TestCase("{name: a, format: ''}", "[0].format", "cannot be empty")]
    [TestCase("{name: a, format: '%REQ%'}", "[0].format", "%REQ% needs a header: %REQ(x-user)%")]
    public void A_tag_breaks_a_rule(string tags, string field, string message) => BreaksARule($"tags: [{tags}]", $"tags{field}", message);

    [TestCase("{smapling: {random: 1}}", "smapling: is not known here and has no effect, so the sampling of the backend is in force: is "
        + "\"sampling\" meant?")]
    [TestCase("{rules: [{" + Match + ", sampling: {random: 1, overal: 2}}]}",
        "rules[0].sampling.overal: is not known here and has no effect, so 100 % is in force: is \"overall\" meant?")]
    [TestCase("{rules: [{" + Match + ", off: true, tags: [{name: a, literal: b}]}]}",
        "rules[0].tags: has no effect: off makes no spans of these requests")]
    [TestCase("{rules: [{" + Match + ", off: true}, {" + Match + ", sampling: {random: 1}}]}",
        "rules[1].match: never matches: rules[0] takes every request that it would")]
    [TestCase("{healthChecks: off, rules: [{match: {path: {exact: /ready}, method: GET}, sampling: {random: 1}}]}",
        "rules[0].match: never matches: healthChecks: off takes every request that it would")]
    [TestCase("{rules: [{match: {path: {prefix: /a}}, off: true}, {match: {path: {prefix: /}}, off: true}]}", null)]
    public void A_policy_is_odd(string conf, string? warning) =>
        Assert.That(Reads.Warnings(Policy(conf)), Is.EqualTo(warning is null ? [] : new[] { $"conf.{warning}" }));

    [TestCase(64, 64, 16, null)]
    [TestCase(65, 64, 16, "conf.rules: cannot have more than 64 elements, but has 65")]
    [TestCase(64, 65, 16, "conf.tags: cannot have more than 64 elements, but has 65")]
    [TestCase(1, 1, 17, "conf.rules[0].match.headers: cannot have more than 16 elements, but has 17")]
    public void So_many_rules_and_tags_and_headers_are_taken(int rules, int tags, int headers, string? error)
    {
        var match = $"match: {{path: {{exact: /N}}, headers: [{Repeat(headers, "{name: hN, present: true}")}]}}";
        var errors = Reads.Errors(Policy(
            $"{{rules: [{Repeat(rules, $"{{{match}, off: true}}")}], "
                + $"tags: [{Repeat(tags, "{name: tN, literal: v}")}]}}"));
        Assert.That(errors, Is.EqualTo(error is null ? [] : new[] { error }));
    }

    private static string Repeat(int count, string item) => string.Join(
        ", ", Enumerable.Range(0, count).Select(i => item.Replace("N", $"{i}", StringComparison.Ordinal)));

    private static void BreaksARule(string conf, string field, string message) =>
        Assert.That(Reads.Errors(Policy($"{{{conf}}}")), Is.EqualTo(new[] { $"conf.{field}: {message}" }));

    private static TrafficTracePolicy Read(string conf)
    {
        var result = Reads.Text(Policy(conf));
        Assert.That(result.Errors, Is.Empty);
        return (TrafficTracePolicy)result.Resources.Single();
    }

    private static string Policy(string conf) =>
        "type: TrafficTrace\nmesh: m\nname: t\nselectors: [{match: {kuma.io/service: '*'}}]\nconf:\n"
            + string.Concat(conf.Split('\n').Select(line => $"  {line}\n"));
}
