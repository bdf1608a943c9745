using System.Globalization;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Matching;

/// <summary>Says why an overlay proxy is steered as it is, or not.</summary>
internal static class OverlayReason
{
    private const string OwnNumbers = "its own control plane's numbers hold";

    public static string Of(EffectiveTracing tracing, OverlaySampling sampling)
    {
        if (tracing.Override is { } over)
            return $"TracingOverride {over.Name} {Says(sampling)} until {TimeText.Of(over.Until)}: {over.Reason}";
        if (tracing.Policy is not { } policy) return $"no TrafficTrace selects this proxy, so {OwnNumbers}";
        if (BackendResolution.BackendOf(policy, tracing.Mesh) is not { } backend)
            return $"TrafficTrace {policy.Name} selects this proxy, but its backend is not there, so {OwnNumbers}";
        return $"TrafficTrace {policy.Name} {Says(sampling)}{Held(sampling)}; {Collector(backend)}";
    }

    private static string Says(OverlaySampling sampling) => sampling switch
    {
        { Overall: 0 } => "traces nothing",
        { Overall: null, Random: null } => $"sends no number, so {OwnNumbers}",
        { Overall: { } overall, Random: { } random } =>
            $"samples {Text(random)} % of requests without a parent, and {Text(overall)} % at most",
        { Overall: { } overall } => $"samples {Text(overall)} % at most",
        { Random: var random } => $"samples {Text(random!.Value)} % of requests without a parent",
    };

    private static string Held(OverlaySampling sampling) => sampling.HeldBack is { } cap
        ? $", and its cap of {Text(cap)} % is not sent: on Envoy 1.40 and newer it would break traces of OpenTelemetry, unless "
            + "conf.allowBreakingTraces is true"
        : "";

    private static string Collector(TracingBackend backend) => backend.Collector is ExternalCollector
        ? $"backend {GoQuoted.Text(backend.Name)} is external, so its spans go where its own control plane says"
        : $"its spans go where its own control plane says, and not to backend {GoQuoted.Text(backend.Name)}";

    private static string Text(double percent) => percent.ToString(CultureInfo.InvariantCulture);
}
