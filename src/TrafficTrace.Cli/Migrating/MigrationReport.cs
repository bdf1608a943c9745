using System.Collections.Immutable;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Migrating;

/// <summary>An export of Kuma's resources, proxy by proxy, as this control plane would serve it.</summary>
internal sealed class MigrationReport(ResourceInput export)
{
    private const string MeshTrace = "MeshTrace";
    private const string TrafficRoute = "TrafficRoute";

    private readonly StoreSnapshot _store = StoreSnapshot.Empty.With(Origin.File, export.Placed, []);

    public ImmutableArray<ProxyOutlook> Proxies() =>
    [
        .. _store.Meshes.Values.SelectMany(mesh => mesh.Dataplanes.Values, Of).Concat(RefusedDataplanes())
            .OrderBy(proxy => proxy.Mesh, StringComparer.Ordinal).ThenBy(proxy => proxy.Name, StringComparer.Ordinal),
    ];

    private ProxyOutlook Of(MeshSnapshot mesh, Dataplane dataplane)
    {
        var proxy = Proxy.Of(dataplane);
        var match = PolicyMatcher.Explain(proxy, mesh.Policies.Values);
        var tracing = ProxyConfiguration.Of(mesh, proxy, match.Winner).Tracing;
        var (outlook, reason) = Judged(mesh, dataplane, tracing);
        return new ProxyOutlook(mesh.Name, dataplane.Name, outlook, reason);
    }

    private (Outlook Outlook, string Reason) Judged(MeshSnapshot mesh, Dataplane dataplane, EffectiveTracing tracing)
    {
        if (ErrorOf($"Mesh {mesh.Name}") is { } refused) return (Outlook.Refused, refused);
        if (Traceable.InVain(mesh, dataplane, tracing) is { } inVain) return (Outlook.Same, $"untraced: {inVain}");
        if (tracing.Collector is null && export.Skipped.ContainsKey(MeshTrace))
            return (Outlook.Differs, $"{tracing.Reason}; a MeshTrace of the export may trace it now. See: traffictrace convert");
        string[] differences = [.. KumaDifferences.Of(mesh, dataplane, tracing.Collector, export.Skipped.ContainsKey(TrafficRoute))];
        return differences.Length == 0
            ? (Outlook.Same, tracing.Reason)
            : (Outlook.Differs, $"{tracing.Reason}; {string.Join("; ", differences)}");
    }

    private IEnumerable<ProxyOutlook> RefusedDataplanes() => export.Errors
        .Where(error => error.Resource.StartsWith(Prefix, StringComparison.Ordinal))
        .GroupBy(error => error.Resource, StringComparer.Ordinal)
        .Select(dataplane => Refused(dataplane.Key[Prefix.Length..], dataplane));

    private static ProxyOutlook Refused(string path, IEnumerable<Finding> errors)
    {
        var reason = string.Join("; ", errors.Select(error => $"{error.Field}: {error.Message}"));
        return path.Split('/', 2) is [var mesh, var name]
            ? new(mesh, name, Outlook.Refused, reason)
            : new("", path, Outlook.Refused, reason);
    }

    private static string Prefix => $"{nameof(ResourceKind.Dataplane)} ";

    private string? ErrorOf(string resource) => export.Errors.FirstOrDefault(error => error.Resource == resource) is { } error
        ? $"{resource}: {error.Field}: {error.Message}"
        : null;
}
