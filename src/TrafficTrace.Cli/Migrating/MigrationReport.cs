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

    private readonly (string Mesh, string Name, Finding[] Errors)[] _refusedPolicies =
        [.. Refused(export.Errors, ResourceKind.TrafficTrace)];

    /// <summary>Each once: one of whose documents one is refused is refused, whatever the others say.</summary>
    public ImmutableArray<ProxyOutlook> Proxies() =>
    [
        .. RefusedDataplanes().Concat(_store.Meshes.Values.SelectMany(mesh => mesh.Dataplanes.Values, Of))
            .DistinctBy(proxy => (proxy.Mesh, proxy.Name))
            .OrderBy(proxy => proxy.Mesh, StringComparer.Ordinal).ThenBy(proxy => proxy.Name, StringComparer.Ordinal),
    ];

    private ProxyOutlook Of(MeshSnapshot mesh, Dataplane dataplane)
    {
        var (outlook, reason) = Judged(mesh, dataplane, ProxyConfiguration.Of(mesh, Proxy.Of(dataplane)).Tracing);
        return new ProxyOutlook(mesh.Name, dataplane.Name, outlook, reason);
    }

    private (Outlook Outlook, string Reason) Judged(MeshSnapshot mesh, Dataplane dataplane, EffectiveTracing tracing)
    {
        if (ErrorOf($"Mesh {mesh.Name}") is { } refused) return (Outlook.Refused, refused);
        if (Traceable.InVain(mesh, dataplane, tracing) is { } inVain) return (Outlook.Same, $"untraced: {inVain}");
        if (tracing.Collector is null && export.Skipped.ContainsKey(MeshTrace))
            return (Outlook.Differs, $"{tracing.Reason}; a MeshTrace of the export may trace it now. See: traffictrace convert");
        string[] differences =
        [
            .. RefusedPolicies(mesh.Name),
            .. KumaDifferences.Of(mesh, dataplane, tracing.Collector, export.Skipped.ContainsKey(TrafficRoute)),
        ];
        return differences.Length == 0
            ? (Outlook.Same, tracing.Reason)
            : (Outlook.Differs, $"{tracing.Reason}; {string.Join("; ", differences)}");
    }

    private IEnumerable<ProxyOutlook> RefusedDataplanes() => Refused(export.Errors, ResourceKind.Dataplane)
        .Where(one => one.Name.Length > 0)
        .Select(one => new ProxyOutlook(one.Mesh, one.Name, Outlook.Refused, string.Join("; ", one.Errors.Select(Told))));

    // What such a policy selects is not known; nor is its mesh, where it names none.
    private IEnumerable<string> RefusedPolicies(string mesh) => _refusedPolicies
        .Where(one => one.Mesh == mesh || one.Mesh.Length == 0)
        .Select(one => $"{one.Errors[0].Resource} is refused, and may be meant for it");

    private static IEnumerable<(string Mesh, string Name, Finding[] Errors)> Refused(IEnumerable<Finding> errors, ResourceKind kind) =>
        from error in errors
        group error by error.Resource into resource
        let words = resource.Key.Split(' ', 2)
        where words[0] == kind.ToString()
        let path = words[^1].Split('/', 2)
        select (path.Length > 1 ? path[0] : "", words.Length > 1 ? path[^1] : "", resource.ToArray());

    private string? ErrorOf(string resource) =>
        export.Errors.FirstOrDefault(error => error.Resource == resource) is { } error ? $"{resource}: {Told(error)}" : null;

    private static string Told(Finding error) => error.Field.Length == 0 ? error.Message : $"{error.Field}: {error.Message}";
}
