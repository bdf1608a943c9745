using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>
/// The one loop that turns resources into snapshots. It wakes when the store or a stream has something new, finds the nodes
/// concerned, and brings each to the newest revision. It looks at the present state, never at the single change: what comes while
/// nodes are due makes more of them due, and each is served once.
/// </summary>
public sealed class Reconciler(
    ResourceStore store, StreamHost events, NodePublisher publisher, RetiredCollectors retired, TracingReport report, FleetStatus status,
    FirstLoad firstLoad, OverlayProxies overlays, TimeProvider time, ILogger<Reconciler> log)
{
    /// <summary>
    /// So many nodes, and then their streams have their turn and the store is looked at again: however many are due, the first of
    /// them do not wait for the last, and each gets what is newest when its turn comes.
    /// </summary>
    public const int AtOnce = 256;

    // Who made a change that concerns many is answered before they are served: they keep every core busy for a while.
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(5);

    private readonly ConnectedNodes _nodes = new(overlays);
    private readonly DueNodes _due = new();
    private readonly BurstWindow _burst = new(time);
    private readonly Presence _presence = new(time, log);
    private StoreSnapshot _served = StoreSnapshot.Empty;

    /// <summary>Ends when it is cancelled; a fault is one of this program.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await firstLoad.Done.WaitAsync(stopping); // until then every node would seem to have no Dataplane
        var streams = events.WaitAsync(stopping);
        var revision = store.WaitBeyondAsync(_served.Revision, stopping);
        while (true)
        {
            await await Task.WhenAny(streams, revision, retired.NextEndAsync(stopping));
            if (revision.IsCompleted) await _burst.SettleAsync(() => store.Current.Revision, stopping);
            Look(store.Current);
            if (revision.IsCompleted && _due.Count > AtOnce) await Task.Delay(Courtesy, time, stopping);
            do
            {
                Look(store.Current);
                PublishSome();
                await Task.Yield(); // behind all that is to be done by then
            }
            while (!_due.IsEmpty && !stopping.IsCancellationRequested);
            report.Tell();
            if (streams.IsCompleted) streams = events.WaitAsync(stopping);
            if (revision.IsCompleted) revision = store.WaitBeyondAsync(_served.Revision, stopping);
        }
    }

    /// <summary>
    /// Takes in what is new: whom it may concern is due, and only then does the status say that this revision was looked at.
    /// </summary>
    internal void Look(StoreSnapshot newest)
    {
        while (events.TryTake(out var next)) Take(next);
        _due.Add(retired.TakeEnded().Where(node => node.Streams.Count > 0));
        if (!ReferenceEquals(newest, _served))
        {
            var changes = StoreChange.Between(_served, newest);
            ServicesReport.Say(log, changes, _served, newest);
            ChangeImpact.AddTo(_due, changes, _served, newest, _nodes);
            _served = newest;
        }

        status.HasLookedUpTo(newest.Revision);
    }

    /// <summary>Serves the first of those that are due.</summary>
    internal void PublishSome()
    {
        for (var published = 0; published < AtOnce && _due.TryTake(out var node); published++)
        {
            _presence.TellEnd(node);
            if (node.Streams.Count == 0) Forget(node);
            else Publish(node);
            DueNodes.Done(node);
            if (node.Condition is null && node.HasTakenCollector) _due.Add(node);
        }

        status.Tell();
    }

    private void Publish(ConnectedNode node)
    {
        _nodes.Refresh(node, _served);
        Misfits.End(node, log);
        publisher.Publish(node, _served);
        if (node.Proxy is { IsOverlay: true }) status.AddOverlay(node.Status);
        node.Publish();
        foreach (var open in node.Streams) open.Stream.LookedForSnapshot();
    }

    private void Take(StreamEvent next)
    {
        if (next.Kind == StreamEventKind.Opened) Open(next.Stream);
        else if (Find(next.Stream) is not var (node, open)) return;
        else
        {
            RejectionReport.Say(log, node, open);
            if (next.Kind == StreamEventKind.Closed) node.Streams.Remove(open);
            _due.Add(node);
        }
    }

    private void Open(XdsStream stream)
    {
        var (node, isNew) = _nodes.Add(stream);
        if (isNew) status.Add(node.Status);
        _due.Add(node);
        if (!stream.Observer) _presence.Tell(node, stream);
    }

    private void Forget(ConnectedNode node)
    {
        publisher.Forget(node);
        report.Forget(node);
        _nodes.Remove(node);
        status.Remove(node.Status);
    }

    private (ConnectedNode Node, ConnectedStream Stream)? Find(XdsStream stream) =>
        _nodes.Find(stream.NodeId) is { } node && node.Streams.Find(open => open.Stream == stream) is { } open ? (node, open) : null;
}
