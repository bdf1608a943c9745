using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>
/// Brings one node to a revision: computes what its streams need, puts it into the cache, and puts each stream under its variant.
/// </summary>
public sealed class NodePublisher(
    ProxyReconciliation reconciliation, SnapshotCache cache, RetiredCollectors retired, TracingReport report, TimeProvider time,
    ILogger<NodePublisher> log)
{
    private readonly List<Variant> _needed = []; // of the node that is served now

    /// <summary>A node that can't be computed keeps what it had; the reason is logged, once as long as it stays the same.</summary>
    internal void Publish(ConnectedNode node, StoreSnapshot store)
    {
        if (ProxyReconciliation.Condition(node.Name, node.Proxy, store) is { } condition)
        {
            Hinder(node, condition);
            return;
        }

        try
        {
            TellOverlay(node);
            // An overlay proxy is as its own control plane made it while there is no such mesh.
            Serve(node, store.MeshOf(node.Proxy!.Mesh));
            if (node.Condition is { } over) log.NodeServed(node.Id, over);
            node.Condition = null;
        }
        catch (Exception failure) // one proxy's fault must not stop the loop that serves the others
        {
            if (node.Condition != failure.Message) log.NotTranslated(failure, node.Id);
            node.Condition = failure.Message;
        }
    }

    /// <summary>Forgets a node whose last stream has closed.</summary>
    internal void Forget(ConnectedNode node)
    {
        foreach (var variant in node.Served.Keys) cache.Remove(new SnapshotKey(node.Id, variant.ToString()));
    }

    private void Hinder(ConnectedNode node, string condition)
    {
        if (node.Condition == condition) return;
        node.Condition = condition;
        if (node.Served.Count == 0) log.NodeWaits(node.Id, condition);
        else log.NodeOrphaned(node.Id, condition);
    }

    private void Serve(ConnectedNode node, MeshSnapshot mesh)
    {
        if (node.Rematch) node.Winner = PolicyMatcher.Winner(node.Proxy!, mesh.Policies.Values);
        node.Rematch = false;
        var configuration = ProxyConfiguration.Of(mesh, node.Proxy!, node.Winner);
        if (node.Proxy!.IsOverlay && node.CapBreaksTraces) configuration = configuration.WithoutBreakingCap();
        var collector = reconciliation.Collector(configuration);
        retired.LookAt(node, collector, configuration.Tracing); // while the node says what it had
        if (node.Retired is { } old) configuration = configuration.Keeping(old.Cluster);
        report.Note(node, configuration.Tracing);
        TellWithoutSecrets(node, configuration.Tracing.Collector);
        if (!node.KnowsFormats) configuration = configuration.WithoutFormats();
        node.Collector = collector;
        foreach (var stream in node.Streams) stream.LookAt(node.Collector);
        _needed.Clear();
        foreach (var stream in node.Streams) Need(node, configuration, stream.Wanted(node.Collector));
        foreach (var stream in node.Streams) Switch(node, stream);
        if (node.Served.Count == _needed.Count) return;
        foreach (var unused in node.Served.Keys.Except(_needed).ToArray()) Drop(node, unused);
    }

    private void TellOverlay(ConnectedNode node)
    {
        if (node.Proxy is not { IsOverlay: true } proxy || ReferenceEquals(node.ToldOverlay, proxy)) return;
        node.ToldOverlay = proxy;
        log.IsOverlay(node.Id, proxy.Mesh, proxy.Dialect!, proxy.TagSets[0].Written);
    }

    private void TellWithoutSecrets(ConnectedNode node, Collector? collector)
    {
        if (node.ToldWithoutSecrets || collector is null || collector.Secrets.IsEmpty) return;
        node.ToldWithoutSecrets = node.Streams.Exists(open => !open.Stream.Observer && !open.Stream.Confidential);
        if (node.ToldWithoutSecrets) log.WithoutSecrets(node.Id, collector.Name);
    }

    private void Need(ConnectedNode node, ProxyConfiguration configuration, Variant variant)
    {
        if (_needed.Contains(variant)) return;
        _needed.Add(variant);
        var before = node.Served.GetValueOrDefault(variant);
        var proxy = reconciliation.Compute(For(variant.Collector, configuration), variant.Sampling, before);
        cache.Set(new SnapshotKey(node.Id, variant.ToString()), proxy.Snapshot);
        node.Served[variant] = proxy;
        if (before is not null && Drains(before.Snapshot, proxy.Snapshot)) node.ListenersChangedAt = time.GetUtcNow();
    }

    private static ProxyConfiguration For(CollectorState state, ProxyConfiguration configuration) => state switch
    {
        CollectorState.InUse => configuration,
        CollectorState.Offered => configuration.OfferingCollector(),
        _ => configuration.WithoutCollector(),
    };

    // A listener that comes drains nothing.
    private static bool Drains(Snapshot before, Snapshot after)
    {
        var (older, newer) = (before[ResourceType.Listener], after[ResourceType.Listener]);
        if (ReferenceEquals(older, newer)) return false;
        foreach (var listener in older.Resources) // without a closure, for it is asked of each node
        {
            if (!listener.Equals(newer.Find(listener.Name))) return true;
        }

        return false;
    }

    private void Switch(ConnectedNode node, ConnectedStream stream)
    {
        var wanted = stream.Wanted(node.Collector);
        if (stream.Stream.Key.Variant == wanted.ToString()) return;
        var isNew = stream.Stream.Key.Variant == Variant.Unproven;
        if (!isNew && wanted.Collector == CollectorState.InUse && node.Collector is not null) log.TracedAgain(node.Id);
        var newest = node.Served[wanted].Snapshot;
        if (stream.Stream.Snapshot is { } had && Drains(had, newest)) node.ListenersChangedAt = time.GetUtcNow();
        stream.Stream.SwitchVariant(wanted.ToString());
    }

    private void Drop(ConnectedNode node, Variant unused)
    {
        cache.Remove(new SnapshotKey(node.Id, unused.ToString()));
        node.Served.Remove(unused);
    }
}
