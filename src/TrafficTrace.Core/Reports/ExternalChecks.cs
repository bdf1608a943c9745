using System.Globalization;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// What is to be said of a policy with an external backend. It is for overlay proxies, which no document names: whether it selects any is
/// no matter of documents.
/// </summary>
internal static class ExternalChecks
{
    private const string OverridesRoutes =
        "replaces the random sampling of connection managers and of every route of the proxies that this policy selects: a route at 0 %, "
            + "as for health checks, is sampled like the others. To lower only, use conf.sampling.overall";

    public static IEnumerable<Remark> Of(MeshSnapshot mesh, TrafficTracePolicy policy, TracingBackend backend)
    {
        var sampling = policy.Conf.Sampling;
        if (sampling.Random is not null)
            yield return new(FindingCodes.RandomOverridesRoutes, policy.Key, "conf.sampling.random", OverridesRoutes);
        if ((sampling.Overall ?? backend.Sampling) is { } cap && OverlaySampling.Breaks(cap))
            yield return new(FindingCodes.CapBreaksTraces, policy.Key, FieldOfCap(policy), Breaks(cap, policy.Conf.AllowBreakingTraces));
        string[] unused = [.. Unused(policy.Conf)];
        if (unused.Length > 0) yield return new(FindingCodes.NotSteered, policy.Key, unused[0], MeansNothing(unused));
        if (Untraced(mesh, policy) is { Length: > 0 } untraced)
            yield return new(FindingCodes.ExternalTracesNothing, policy.Key, "conf.backend", TracesNothing(untraced, backend));
    }

    private static string FieldOfCap(TrafficTracePolicy policy) =>
        policy.Conf.Sampling.Overall is null ? "conf.backend" : "conf.sampling.overall";

    private static string Breaks(double cap, bool allowed)
    {
        var text = cap.ToString(CultureInfo.InvariantCulture);
        return allowed
            ? $"{text} % cuts sampled parents of OpenTelemetry's tracer on Envoy 1.40 and newer: a proxy that is not the head of its "
                + "traces breaks them. conf.allowBreakingTraces says to do it all the same"
            : $"{text} % is sent to Envoys before 1.40 alone: later ones cut sampled parents of OpenTelemetry's tracer beyond a cap, and a "
                + "tracer of somebody else is not seen from here. Use conf.sampling.random, or say conf.allowBreakingTraces: true";
    }

    private static IEnumerable<string> Unused(TracingConf conf)
    {
        if (conf.Sampling.Client is not null) yield return "conf.sampling.client";
        if (!conf.TrustClient) yield return "conf.trustClient";
        if (conf.Rules.Count > 0) yield return "conf.rules";
        if (conf.Tags.Count > 0) yield return "conf.tags";
        if (conf.MaxPathTagLength is not null) yield return "conf.maxPathTagLength";
        if (conf.Verbose) yield return "conf.verbose";
        if (conf.SpanName != SpanNames.None) yield return "conf.spanName";
        if (conf.SpawnUpstreamSpan) yield return "conf.spawnUpstreamSpan";
        if (conf.MeshTags) yield return "conf.meshTags";
    }

    private static string MeansNothing(string[] fields) =>
        $"{string.Join(", ", fields)}: with an external backend sampling.overall and sampling.random alone count. Remove the rest, or say "
            + "it in the configuration of the other control plane";

    private static string[] Untraced(MeshSnapshot mesh, TrafficTracePolicy policy) =>
    [
        .. from dataplane in mesh.Dataplanes.Values.OrderBy(one => one.Name, StringComparer.Ordinal)
           let proxy = Proxy.Of(dataplane)
           where PolicyMatcher.Selects(policy, proxy)
               && ReferenceEquals(PolicyMatcher.Winner(proxy, mesh.WrittenPolicies.Values), policy)
           select dataplane.Name,
    ];

    private static string TracesNothing(string[] dataplanes, TracingBackend backend) =>
        $"backend {GoQuoted.Text(backend.Name)} is external, so these Dataplanes are not traced: {Some.Names(dataplanes)}. It is for "
            + "proxies whose listeners another control plane serves; name another backend, or select other tags";
}
