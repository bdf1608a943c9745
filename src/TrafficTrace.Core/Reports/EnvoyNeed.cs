using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// Something that a policy says and that not every Envoy can do. An older one gets all else of the policy: it is never refused for this.
/// </summary>
/// <param name="Since">The first Envoy that can.</param>
/// <param name="Field">Of the policy, as <c>conf.spanName</c>.</param>
/// <param name="What">What it is, in words.</param>
/// <param name="Otherwise">What an older Envoy does.</param>
public sealed record EnvoyNeed(EnvoyVersion Since, string Field, string What, string Otherwise)
{
    /// <summary>The whole of it.</summary>
    public string Text => $"{What} asks for Envoy {Since}: an older one {Otherwise}";

    /// <summary>Of one Envoy; none where it is new enough, or does not tell its version.</summary>
    public static IEnumerable<EnvoyNeed> Of(EffectiveTracing tracing, EnvoyVersion? envoy) =>
        envoy is { } version ? Of(tracing.Conf, tracing.Collector).Where(need => version < need.Since) : [];

    /// <summary>In the order of the documentation; none for a policy without a collector, which does nothing at all.</summary>
    public static IEnumerable<EnvoyNeed> Of(TracingConf conf, Collector? collector)
    {
        if (collector is null) yield break;
        // That of Zipkin and of Datadog follows a sampled parent in every release.
        var followsByRoute = collector is OpenTelemetryCollector;
        var byRoute = EnvoyVersion.WithParentsByRoute;
        if (followsByRoute && !conf.TrustClient)
            yield return new(byRoute, "conf.trustClient", "false", "follows the sampled parents of strangers");
        if (followsByRoute && conf.Rules.Any(rule => rule.Off))
            yield return new(byRoute, "conf.rules", "off", "traces a request that has a sampled parent all the same");
        if (Formats(conf.Rules.SelectMany(rule => rule.Tags)) is { Length: > 0 } ruled)
            yield return new(EnvoyVersion.WithFormats, "conf.rules", $"a format in tag {Names(ruled)}", "leaves the tag out");
        if (Formats(conf.Tags) is { Length: > 0 } tags)
            yield return new(EnvoyVersion.WithFormats, "conf.tags", $"a format in tag {Names(tags)}", "leaves the tag out");
        if (conf.SpanName != SpanNames.None)
            yield return new(EnvoyVersion.WithFormats, "conf.spanName", "a name of spans", "calls spans as it always does");
    }

    private static string[] Formats(IEnumerable<SpanTag> tags) => [.. tags.OfType<FormatTag>().Select(tag => tag.Name).Distinct()];

    private static string Names(string[] tags) => Some.Names([.. tags.Select(GoQuoted.Text)]);
}
