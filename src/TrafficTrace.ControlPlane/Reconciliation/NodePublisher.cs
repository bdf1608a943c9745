using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>
/// Brings one node to a revision: computes what its streams need, puts it into the cache, and puts each stream under its variant.
/// </summary>
internal sealed class NodePublisher(
    ProxyReconciliation reconciliation, SnapshotCache cache, TracingReport report, ILogger<NodePublisher> log)
{
    /// <summary>A node that can't be computed keeps what it had; the reason is logged, once as long as it stays the same.</summary>
    public void Publish(ConnectedNode node, StoreSnapshot store)
    {
        if (ProxyReconciliation.Condition(node.Name, node.Dataplane, store) is { } condition)
        {
            Hinder(node, condition);
            return;
        }

        try
        {
            Serve(node, store.Meshes[node.Name!.Value.Mesh]);
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
    public void Forget(ConnectedNode node)
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
        report.Note(node, configuration.Tracing);
        var needed = new List<Variant>(2);
        // The collector is the same for each way of sampling. It is known only from a traced variant, which is kept for that beside an
        // untraced one.
        foreach (var stream in node.Streams) Need(node, configuration, stream.Own, needed);
        foreach (var stream in node.Streams) Need(node, configuration, stream.Wanted(node.Collector), needed);
        foreach (var stream in node.Streams) Switch(node, stream);
        if (node.Served.Count == needed.Count) return;
        foreach (var unused in node.Served.Keys.Except(needed).ToArray()) Drop(node, unused);
    }

    private void Need(ConnectedNode node, ProxyConfiguration configuration, Variant variant, List<Variant> needed)
    {
        if (needed.Contains(variant)) return;
        needed.Add(variant);
        var wanted = variant.Collector == CollectorState.InUse ? configuration : configuration.WithoutCollector();
        var proxy = reconciliation.Compute(wanted, variant.Sampling, node.Served.GetValueOrDefault(variant));
        if (variant.Collector == CollectorState.Offered)
            proxy = WithClustersOf(node.Served[variant with { Collector = CollectorState.InUse }], proxy);
        cache.Set(new SnapshotKey(node.Id, variant.ToString()), proxy.Snapshot);
        node.Served[variant] = proxy;
        if (variant.Collector == CollectorState.InUse) node.Collector = proxy.Resources.Collector;
    }

    private void Switch(ConnectedNode node, ConnectedStream stream)
    {
        var wanted = stream.Wanted(node.Collector);
        if (wanted.Collector == CollectorState.Offered) stream.Stream.TellWhenAccepted(node.Collector!);
        if (stream.Stream.Key.Variant == wanted.ToString()) return;
        if (wanted.Collector == CollectorState.InUse && node.Collector is not null) log.TracedAgain(node.Id);
        stream.Stream.SwitchVariant(wanted.ToString());
    }

    private static ProxySnapshot WithClustersOf(ProxySnapshot traced, ProxySnapshot untraced) => untraced with
    {
        Snapshot = Snapshot.Create(
            [.. ResourceType.All.Select(type => (type, type == ResourceType.Cluster ? traced.Snapshot[type] : untraced.Snapshot[type]))]),
    };

    private void Drop(ConnectedNode node, Variant unused)
    {
        cache.Remove(new SnapshotKey(node.Id, unused.ToString()));
        node.Served.Remove(unused);
    }
}
