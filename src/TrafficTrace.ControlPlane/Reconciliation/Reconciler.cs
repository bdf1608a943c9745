using Envoy.Api.Protos;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>
/// The one loop that turns resources into snapshots. It wakes when the store or a stream has something new, finds the nodes
/// concerned, and brings each to the newest revision. It looks at the present state, never at the single change: what comes while
/// nodes are due makes more of them due, and each is served once.
/// </summary>
internal sealed class Reconciler(
    ResourceStore store, StreamHost events, NodePublisher publisher, TracingReport report, FirstLoad firstLoad, TimeProvider time,
    ILogger<Reconciler> log) : BackgroundService
{
    /// <summary>
    /// So many nodes, and then their streams have their turn and the store is looked at again: however many are due, the first of
    /// them do not wait for the last, and each gets what is newest when its turn comes.
    /// </summary>
    public const int AtOnce = 256;

    private readonly ConnectedNodes _nodes = new();
    private readonly DueNodes _due = new();
    private readonly BurstWindow _burst = new(time);
    private readonly Presence _presence = new(time, log);
    private StoreSnapshot _served = StoreSnapshot.Empty;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstLoad.Done.WaitAsync(stoppingToken); // until then every node would seem to have no Dataplane
        var streams = events.WaitAsync(stoppingToken);
        var revision = store.WaitBeyondAsync(_served.Revision, stoppingToken);
        while (true)
        {
            await await Task.WhenAny(streams, revision);
            if (revision.IsCompleted) await _burst.SettleAsync(() => store.Current.Revision, stoppingToken);
            do
            {
                Look(store.Current);
                PublishSome();
                await Task.Yield(); // behind all that is to be done by then
            }
            while (!_due.IsEmpty && !stoppingToken.IsCancellationRequested);
            report.Tell();
            if (streams.IsCompleted) streams = events.WaitAsync(stoppingToken);
            if (revision.IsCompleted) revision = store.WaitBeyondAsync(_served.Revision, stoppingToken);
        }
    }

    private void Look(StoreSnapshot newest)
    {
        while (events.TryTake(out var next)) Take(next);
        if (ReferenceEquals(newest, _served)) return;
        var changes = StoreChange.Between(_served, newest);
        ServicesReport.Say(log, changes, _served, newest);
        ChangeImpact.AddTo(_due, changes, _served, newest, _nodes);
        _served = newest;
    }

    private void PublishSome()
    {
        for (var published = 0; published < AtOnce && _due.TryTake(out var node); published++)
        {
            _presence.TellEnd(node);
            if (node.Streams.Count == 0) Forget(node);
            else Publish(node);
        }
    }

    private void Publish(ConnectedNode node)
    {
        _nodes.Refresh(node, _served);
        publisher.Publish(node, _served);
        foreach (var open in node.Streams) open.Stream.LookedForSnapshot();
    }

    private void Take(StreamEvent next)
    {
        if (next.Rejection is { } rejection) Reject(next.Stream, rejection);
        else if (next.Recovery is { } recovery) Recover(next.Stream, recovery);
        else if (next.Accepted is { } accepted) Accept(next.Stream, accepted);
        else if (next.Closed) Close(next.Stream);
        else Open(next.Stream);
    }

    private void Open(XdsStream stream)
    {
        var node = _nodes.Add(stream);
        _due.Add(node);
        if (!stream.Observer) _presence.Tell(node, stream);
    }

    private void Close(XdsStream stream)
    {
        if (_nodes.Find(stream.NodeId) is not { } node) return;
        node.Streams.RemoveAll(open => open.Stream == stream);
        _due.Add(node);
    }

    private void Forget(ConnectedNode node)
    {
        publisher.Forget(node);
        report.Forget(node);
        _nodes.Remove(node);
    }

    private void Reject(XdsStream stream, Rejection rejection)
    {
        if (Find(stream) is not var (node, open) || stream.Observer) return;
        var reason = NackText.Cut(rejection.Message);
        var news = open.IsNews(rejection.Blamed, reason);
        if (CollectorIn(rejection, node) is { } blame) RejectCollector(node, open, rejection, blame, news ? reason : null);
        else if (news)
        {
            log.Rejected(
                node.Id, ResourceType.Of(rejection.TypeUrl).ShortName, RejectionText.Names(rejection.Blamed),
                RejectionText.Consequence(rejection), RejectionText.Next(rejection), reason);
        }
    }

    private void RejectCollector(ConnectedNode node, ConnectedStream stream, Rejection rejection, Blame blame, string? news)
    {
        stream.RejectCollector(blame.Resource, blame.CanPass);
        _due.Add(node);
        if (news is null) return;
        if (blame.CanPass) log.CollectorOffered(node.Id, blame.Name, RejectionText.Next(rejection), news);
        else log.CollectorRejected(node.Id, blame.Name, news);
    }

    private void Recover(XdsStream stream, Recovery recovery)
    {
        if (Find(stream) is not var (node, open) || !open.WasLogged(recovery.Rejected)) return;
        if (recovery.Rejected.Name == node.Collector?.Name) return; // the log says when it is in use
        var type = ResourceType.Of(recovery.Rejected.TypeUrl).ShortName;
        if (recovery.Gone) log.RejectedIsGone(node.Id, type, recovery.Rejected.Name);
        else log.Accepts(node.Id, type, recovery.Rejected.Name);
    }

    private void Accept(XdsStream stream, PackedResource collector)
    {
        if (Find(stream) is not var (node, open) || !collector.Equals(node.Collector)) return;
        open.AcceptCollector();
        _due.Add(node);
    }

    private (ConnectedNode Node, ConnectedStream Stream)? Find(XdsStream stream) =>
        _nodes.Find(stream.NodeId) is { } node && node.Streams.Find(open => open.Stream == stream) is { } open ? (node, open) : null;

    private static Blame? CollectorIn(Rejection rejection, ConnectedNode node)
    {
        if (rejection.TypeUrl != TypeUrls.Cluster || node.Collector is not { } collector) return null;
        foreach (var blame in rejection.Blamed)
        {
            if (blame.Name == collector.Name) return blame;
        }

        return null;
    }
}
