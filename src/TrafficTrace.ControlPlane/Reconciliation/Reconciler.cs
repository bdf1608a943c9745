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
    ResourceStore store, StreamHost events, NodePublisher publisher, FirstLoad firstLoad, TimeProvider time, ILogger<Reconciler> log) : BackgroundService
{
    /// <summary>
    /// So many nodes, and then their streams have their turn and the store is looked at again: however many are due, the first of
    /// them do not wait for the last, and each gets what is newest when its turn comes.
    /// </summary>
    public const int AtOnce = 256;

    private readonly ConnectedNodes _nodes = new();
    private readonly DueNodes _due = new();
    private readonly BurstWindow _burst = new(time);
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
            if (streams.IsCompleted) streams = events.WaitAsync(stoppingToken);
            if (revision.IsCompleted) revision = store.WaitBeyondAsync(_served.Revision, stoppingToken);
        }
    }

    private void Look(StoreSnapshot newest)
    {
        while (events.TryTake(out var next)) Take(next);
        ChangeImpact.AddTo(_due, _served, newest, _nodes);
        _served = newest;
    }

    private void PublishSome()
    {
        for (var published = 0; published < AtOnce && _due.TryTake(out var node); published++)
        {
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
        else if (next.Closed) Close(next.Stream);
        else Open(next.Stream);
    }

    private void Open(XdsStream stream)
    {
        var sampling = Variant.Of(stream.Start).Sampling;
        var known = _nodes.Find(stream.NodeId)?.Streams.Exists(other => other.Own.Sampling == sampling) == true;
        if (!known && !stream.Observer) log.NodeConnected(stream.NodeId, sampling == SamplingMode.Rtds ? "rtds" : "listener (drains)");
        _due.Add(_nodes.Add(stream));
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
        _nodes.Remove(node);
        log.NodeGone(node.Id);
    }

    private void Reject(XdsStream stream, Rejection rejection)
    {
        if (_nodes.Find(stream.NodeId) is not { } node || node.Streams.Find(open => open.Stream == stream) is not { } open) return;
        if (stream.Observer) return;
        var reason = NackText.Cut(rejection.Message);
        if (CollectorIn(rejection, node) is { } collector)
        {
            open.RejectedCollector = collector;
            _due.Add(node);
            log.CollectorRejected(node.Id, collector.Name, reason);
        }
        else if (node.LoggedNacks.GetValueOrDefault(rejection.TypeUrl) != rejection.Version)
        {
            log.Rejected(node.Id, ResourceType.Of(rejection.TypeUrl).ShortName, string.Join(", ", rejection.Blamed.Select(resource => resource.Name)), reason);
        }

        node.LoggedNacks[rejection.TypeUrl] = rejection.Version;
    }

    private static PackedResource? CollectorIn(Rejection rejection, ConnectedNode node) =>
        rejection.TypeUrl == TypeUrls.Cluster && node.Collector is { } collector ? rejection.Blamed.FirstOrDefault(resource => resource.Name == collector.Name) : null;
}
