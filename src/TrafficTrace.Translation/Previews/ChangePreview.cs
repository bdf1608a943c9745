using System.Collections.Immutable;
using System.Globalization;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Previews;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Translation.Previews;

/// <summary>
/// Says what a change of the store would do, from the same values that proxies are served from. Only the proxies that the change may touch
/// are matched and translated.
/// </summary>
public sealed class ChangePreview
{
    private readonly StoreSnapshot _before;
    private readonly StoreSnapshot _after;
    private readonly IReadOnlyDictionary<string, ConnectedProxy> _connected;
    private readonly ProxyTranslator _translator = new();
    private readonly ChangeGroups _groups = new();
    private readonly List<DrainedListener> _drains = [];

    private ChangePreview(StoreSnapshot before, StoreSnapshot after, IReadOnlyDictionary<string, ConnectedProxy> connected) =>
        (_before, _after, _connected) = (before, after, connected);

    /// <param name="revision">Of <paramref name="before"/>, as clients know it.</param>
    /// <param name="before">The store as it is.</param>
    /// <param name="after">The store as it would be.</param>
    /// <param name="written">Keys of what is put.</param>
    /// <param name="connected">Those that are connected, by node id.</param>
    public static Preview Of(
        string revision,
        StoreSnapshot before,
        StoreSnapshot after,
        IReadOnlyCollection<ResourceKey> written,
        IReadOnlyDictionary<string, ConnectedProxy> connected) =>
        new ChangePreview(before, after, connected).Look(revision, written);

    private Preview Look(string revision, IReadOnlyCollection<ResourceKey> written)
    {
        TracingChange[] touched = [.. TracingChanges.Between(_before, _after)];
        var hasOneMesh = touched.Select(change => change.Node.Mesh).Distinct(StringComparer.Ordinal).Count() <= 1;
        foreach (var change in touched) LookAt(change, hasOneMesh ? change.Node.Dataplane : change.Node.ToString());
        var proxies = Proxies(touched, hasOneMesh, [.. Steered()]);
        var drains = PreviewedDrains.Of(_drains);
        ImmutableArray<Advice> findings =
        [
            .. Advice.OfWrite(_before, _after, written, touched),
            .. Drained(touched).Select(remark => Advice.Of(remark, _after)),
        ];
        return new(revision, true, findings, proxies, _groups.Told(), drains, PreviewToken.Of(proxies, drains))
        {
            MoreChanges = _groups.More,
        };
    }

    private PreviewedProxies Proxies(TracingChange[] touched, bool hasOneMesh, string[] steered)
    {
        var (gain, lose) = (SomeNames.Of([.. Names(one => one.IsGain)]), SomeNames.Of([.. Names(one => one.IsLoss)]));
        var change = SomeNames.Of([.. Names(one => one.IsChange), .. steered]);
        var all = _after.Meshes.Values.Sum(mesh => mesh.Dataplanes.Count) + touched.Count(one => one.Gone)
            + _connected.Values.Count(proxy => proxy.Overlay is not null);
        return new(gain, lose, change, all - gain.Count - lose.Count - change.Count);

        IEnumerable<string> Names(Predicate<TracingChange> isMeant) =>
            touched.Where(one => isMeant(one)).Select(one => hasOneMesh ? one.Node.Dataplane : one.Node.ToString());
    }

    /// <summary>Node ids of the overlay proxies that are sent something else. They have no listener of ours, so nothing drains.</summary>
    private IEnumerable<string> Steered()
    {
        var overlays = _connected.Values.Select(connected => connected.Overlay).OfType<Proxy>()
            .OrderBy(proxy => proxy.Name, StringComparer.Ordinal);
        foreach (var proxy in OverlayChanges.Between(_before, _after, overlays))
        {
            var resources = ChangedResources.Between(Translated(proxy, _before), Translated(proxy, _after));
            if (resources.IsEmpty) continue; // its Envoy is not sent what is different
            _groups.Add(proxy.Name, resources);
            yield return proxy.Name;
        }
    }

    private EnvoyResources Translated(Proxy overlay, StoreSnapshot store)
    {
        var mesh = store.MeshOf(overlay.Mesh);
        var connected = _connected[overlay.Name];
        return _translator.Translate(connected.Served(ProxyConfiguration.Of(mesh, overlay)), connected.Sampling);
    }

    private void LookAt(TracingChange change, string name)
    {
        var isConnected = _connected.TryGetValue(change.Node.ToString(), out var proxy);
        proxy ??= ConnectedProxy.Assumed;
        // A proxy whose Dataplane goes, or has an address that is not known, keeps what it has.
        if (ConfigurationOf(change.Node, _after) is not { Address: not null } after) return;
        var before = ConfigurationOf(change.Node, _before) is { Address: not null } had ? had : null;
        // A collector that was rejected is offered anew once it is another.
        if (proxy.CollectorRejected && before?.Tracing.Collector == after.Tracing.Collector) after = after.WithoutCollector();
        if (proxy.CollectorRejected) before = before?.WithoutCollector();
        var held = before is null ? null : _translator.Translate(proxy.Served(before), proxy.Sampling);
        var resources = ChangedResources.Between(held, _translator.Translate(proxy.Served(after), proxy.Sampling, held));
        if (!resources.IsEmpty) _groups.Add(name, resources);
        if (isConnected) _drains.AddRange(resources.Where(one => one.Drains).Select(one => new DrainedListener(name, one.Name)));
    }

    private static ProxyConfiguration? ConfigurationOf(NodeName node, StoreSnapshot store) =>
        store.Meshes.GetValueOrDefault(node.Mesh) is { } mesh && mesh.Dataplanes.GetValueOrDefault(node.Dataplane) is { } dataplane
            ? ProxyConfiguration.Of(mesh, Proxy.Of(dataplane))
            : null;

    private IEnumerable<Remark> Drained(TracingChange[] touched)
    {
        if (_drains.Count == 0) yield break;
        var proxies = _drains.Select(one => one.Proxy).Distinct(StringComparer.Ordinal).Count();
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"connections are drained, of {_drains.Count} listeners on {proxies} connected proxies: each is closed when its requests are "
                + $"done, at the end of the drain time at the latest. A change of sampling alone drains nothing on a proxy that has the "
                + $"runtime layer of generate bootstrap");
        yield return new(FindingCodes.Drains, Cause(touched), "", message);
    }

    private ResourceKey Cause(TracingChange[] touched)
    {
        var (mesh, change) = StoreChange.Between(_before, _after).Meshes.MinBy(entry => entry.Key, StringComparer.Ordinal);
        if (change.Mesh) return new(ResourceKind.Mesh, mesh, mesh);
        if (change.Freeze) return TracingFreeze.KeyOf(mesh);
        if (change.Policies.Min(StringComparer.Ordinal) is { } policy) return new(ResourceKind.TrafficTrace, mesh, policy);
        return change.Overrides.Min(StringComparer.Ordinal) is { } over
            ? new(ResourceKind.TracingOverride, mesh, over)
            : new(ResourceKind.Dataplane, mesh, change.Dataplanes.Min(StringComparer.Ordinal) ?? touched[0].Node.Dataplane);
    }
}
