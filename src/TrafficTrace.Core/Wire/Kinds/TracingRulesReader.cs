using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads <c>rules</c> and <c>healthChecks</c> of a TrafficTrace. The preset's rules come first.</summary>
internal static class TracingRulesReader
{
    private const int Max = 64;

    private static readonly string[] HealthPaths = ["/healthz", "/livez", "/readyz", "/health", "/ready", "/metrics"];

    private static readonly TracingRule[] HealthChecksOff =
    [
        .. HealthPaths.Select(path => Off(TextMatchKind.Exact, path)),
        Off(TextMatchKind.Prefix, "/grpc.health.v1.Health/"),
    ];

    public static ValueList<TracingRule> Read(Field conf)
    {
        var items = Counts.Items(conf.Child("rules"), Max);
        TracingRule[] preset = AreHealthChecksOff(conf.Child("healthChecks")) ? HealthChecksOff : [];
        TracingRule[] rules = [.. items.Select(Rule)];
        for (var i = 0; i < rules.Length; i++) WarnOfCovered(items[i].Child("match"), rules, i, preset);
        return [.. preset, .. rules];
    }

    private static TracingRule Rule(Field item)
    {
        item.IsMapping();
        item.WarnOfUnknown("match", "sampling", "off", "tags");
        var rule = new TracingRule(RequestMatchReader.Read(item.Child("match")))
        {
            Sampling = SamplingsReader.Read(item.Child("sampling"), "100 % is in force"),
            Off = item.Child("off").Flag() ?? false,
            Tags = SpanTagsReader.Read(item.Child("tags")),
        };
        CheckOff(item.Child("off"), item.Child("sampling").Exists, item.Child("tags"));
        if (rule is { Off: false, Tags.IsEmpty: true } && rule.Sampling == Samplings.None && !item.Child("off").Exists)
            item.Error("has to say what it is for: sampling, off: true, or tags");
        return rule;
    }

    private static void CheckOff(Field off, bool hasSampling, Field tags)
    {
        if (!off.Exists) return;
        if (off.Node is ScalarNode { Kind: ScalarKind.Boolean, Text: "false" })
            off.Error("has to be true: leave it out, and say sampling, for anything else");
        if (hasSampling) off.Error("stands beside sampling: say one of the two");
        if (tags.Exists) tags.Warning(FindingCodes.NoEffect, "has no effect: off makes no spans of these requests");
    }

    /// <summary>YAML reads a bare <c>off</c> as the boolean false.</summary>
    private static bool AreHealthChecksOff(Field field)
    {
        if (!field.Exists) return false;
        if (field.Node is ScalarNode { Kind: ScalarKind.Text, Text: "off" } or ScalarNode { Kind: ScalarKind.Boolean, Text: "false" })
            return true;
        field.Error("has to be off, or left out: then health checks are traced as other requests are");
        return false;
    }

    private static void WarnOfCovered(Field match, TracingRule[] rules, int index, TracingRule[] preset)
    {
        var earlier = Array.FindIndex(rules, 0, index, rule => rule.Match.Covers(rules[index].Match));
        var first = earlier >= 0 ? $"rules[{earlier}]"
            : Array.Exists(preset, rule => rule.Match.Covers(rules[index].Match)) ? "healthChecks: off"
            : null;
        if (first is not null) match.Warning(FindingCodes.RuleNeverMatches, $"never matches: {first} takes every request that it would");
    }

    private static TracingRule Off(TextMatchKind kind, string path) =>
        new(new RequestMatch(new TextMatch(kind, path), null, [])) { Off = true };
}
