using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>How a TrafficTrace fits its mesh.</summary>
internal static class PolicyChecks
{
    private const string Consequence = "the proxies that it selects are not traced";
    private const int NamedWinners = 3;

    public static IEnumerable<Remark> Of(MeshSnapshot mesh, TrafficTracePolicy policy)
    {
        if (mesh.Mesh is { } holder && WithoutBackend(policy, holder) is { } lack)
            yield return new(FindingCodes.NoBackend, policy.Key, "conf.backend", lack);
        if (BackendResolution.BackendOf(policy, mesh.Mesh) is { Collector: ExternalCollector } external)
        {
            foreach (var remark in ExternalChecks.Of(mesh, policy, external)) yield return remark;
            yield break;
        }

        var collector = BackendResolution.Resolve(policy, mesh.Mesh).Collector;
        if (collector is DatadogCollector)
        {
            foreach (var field in SampledFields(policy.Conf))
                yield return new(FindingCodes.DatadogSampling, policy.Key, field, MeshChecks.AllSpansGo);
        }

        if (!policy.Conf.TrustClient && FollowedBy(collector) is { } headers)
            yield return new(FindingCodes.FollowsStrangers, policy.Key, "conf.trustClient", Followed(headers));
        foreach (var need in EnvoyNeed.Of(policy.Conf, collector))
            yield return new(FindingCodes.NeedsNewEnvoy, policy.Key, need.Field, need.Text);
        // Where there is no Dataplane yet, nothing is to be said of each policy.
        if (!mesh.Dataplanes.IsEmpty && Unused(mesh, policy) is { } unused) yield return unused;
    }

    private static IEnumerable<string> SampledFields(TracingConf conf)
    {
        if (IsSampled(conf.Sampling)) yield return "conf.sampling";
        for (var i = 0; i < conf.Rules.Count; i++)
        {
            if (IsSampled(conf.Rules[i].Sampling)) yield return $"conf.rules[{i}].sampling";
        }
    }

    private static bool IsSampled(Samplings said) => said is { Overall: < 100 } or { Random: < 100 };

    private static string? WithoutBackend(TrafficTracePolicy policy, Mesh mesh)
    {
        if ((policy.Backend ?? mesh.DefaultBackend) is not { } name)
            return $"names no backend, and Mesh {mesh.Name} has no tracing.defaultBackend: {Consequence}. Name one of {Names(mesh)}";
        return mesh.Backends.Any(backend => backend.Name == name)
            ? null
            : $"Mesh {mesh.Name} has no tracing backend {GoQuoted.Text(name)}: {Consequence}"
                + Suggestion.For(name, mesh.Backends.Select(backend => backend.Name));
    }

    /// <summary>
    /// Null, or the headers of a parent that Envoy's tracer follows of itself. That of OpenTelemetry does not, from 1.40 on.
    /// </summary>
    private static string? FollowedBy(Collector? collector) => collector switch
    {
        ZipkinCollector { W3C: true } => "B3's and W3C's headers",
        ZipkinCollector => "B3's headers",
        DatadogCollector => "Datadog's headers",
        _ => null,
    };

    private static string Followed(string headers) =>
        $"false keeps x-client-trace-id from asking for a trace, but a parent in {headers} is followed all the same: Envoy's tracer "
            + "decides by it, not the route. Take those headers off before this proxy, or trace by OpenTelemetry on Envoy 1.40";

    private static string Names(Mesh mesh) =>
        mesh.Backends.IsEmpty ? "its backends, of which it has none yet" : string.Join(", ", mesh.Backends.Select(backend => backend.Name));

    private static Remark? Unused(MeshSnapshot mesh, TrafficTracePolicy policy) => MeshMatches.OfWritten(mesh).RivalsOf(policy) switch
    {
        null => null,
        { IsEmpty: true } => new(FindingCodes.SelectsNobody, policy.Key, "selectors", NobodySelected(mesh)),
        { } rivals => new(FindingCodes.NeverWins, policy.Key, "selectors", Outranked(rivals)),
    };

    private static string NobodySelected(MeshSnapshot mesh) =>
        $"select no Dataplane of mesh {mesh.Name}: no proxy is traced by this policy. Compare them with the tags of one inbound as a whole";

    private static string Outranked(ImmutableSortedSet<string> winners) =>
        $"never win: every proxy that they select gets {string.Join(" or ", winners.Take(NamedWinners))}"
            + (winners.Count > NamedWinners ? " or another" : "")
            + ", which is more specific, newer or earlier by name. Add tags to them, or remove this policy";
}
