using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>How the backends of a Mesh are used.</summary>
internal static class MeshChecks
{
    internal const string AllSpansGo =
        "does not lessen what the agent gets: Envoy sends it every span, those that are not sampled with priority -1. To send less, "
            + "select fewer proxies";

    private const string ForeignRequestIds =
        "from Envoy 1.40 on, a request whose x-request-id is no UUID is not traced to OpenTelemetry, even if its parent is sampled: "
            + "http.PREFIX.tracing.not_traceable in Envoy's /stats counts such requests. Let callers send a UUID there, or nothing";

    // A revision is asked twice, as the newer one and then as the older; of what they tell names alone are kept.
    private static readonly ConditionalWeakTable<MeshSnapshot, IReadOnlySet<string>> Known = [];

    public static IEnumerable<Remark> Of(MeshSnapshot mesh, Mesh holder)
    {
        foreach (var missing in WithoutSecret(mesh, holder)) yield return missing;
        if (holder.Backends.FirstOrDefault(backend => backend.Collector is OpenTelemetryCollector) is { } first)
            yield return new(
                FindingCodes.ForeignRequestIds, holder.Key, $"tracing.backends[{holder.Backends.IndexOf(first)}].type", ForeignRequestIds);
        var withoutHeads = Known.GetValue(mesh, WithoutHeads);
        for (var i = 0; i < holder.Backends.Length; i++)
        {
            if (holder.Backends[i] is not { Sampling: < 100 and { } sampling } backend) continue;
            var field = $"tracing.backends[{i}].sampling";
            if (backend.Collector is DatadogCollector) yield return new(FindingCodes.DatadogSampling, holder.Key, field, AllSpansGo);
            if (withoutHeads.Contains(backend.Name))
                yield return new(FindingCodes.SamplingDecidesNothing, holder.Key, field, DecidesNothing(mesh, backend, sampling));
        }
    }

    /// <summary>Whether remarks on the Mesh may depend on more than the Mesh: where all proxies have one backend, none does.</summary>
    public static bool DependOnProxies(Mesh? mesh) =>
        mesh is { Backends.Length: > 1 } && mesh.Backends.Any(backend => backend.Sampling < 100);

    private static IEnumerable<Remark> WithoutSecret(MeshSnapshot mesh, Mesh holder) =>
        from backend in holder.Backends.Select((backend, index) => (backend.Name, backend.Collector, Index: index))
        from secret in MissingSecrets.Of(backend.Collector, mesh)
        select new Remark(
            FindingCodes.NoSecret, holder.Key, $"tracing.backends[{backend.Index}].conf.headers",
            $"backend {GoQuoted.Text(backend.Name)} needs {MissingSecrets.Remedy(mesh.Name, secret)}");

    private static string DecidesNothing(MeshSnapshot mesh, TracingBackend backend, double sampling) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sampling} % decides nothing, as far as the outbounds of mesh {mesh.Name} tell: every proxy with backend "
            + $"{GoQuoted.Text(backend.Name)} is called by traced proxies alone, and who begins a trace decides for it. Set the sampling "
            + $"of their backends instead");

    private static IReadOnlySet<string> WithoutHeads(MeshSnapshot mesh)
    {
        if (mesh.WrittenMesh is not { } holder || !DependOnProxies(holder)) return FrozenSet<string>.Empty;
        var sampled = holder.Backends.Where(backend => backend.Sampling < 100).Select(backend => backend.Name);
        var used = mesh.Policies.Values.Select(policy => policy.Backend ?? holder.DefaultBackend).OfType<string>();
        return TraceHeads.BackendsWithout(mesh, [.. sampled.Intersect(used, StringComparer.Ordinal)]);
    }
}
