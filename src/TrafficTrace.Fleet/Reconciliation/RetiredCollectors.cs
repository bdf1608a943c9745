using Envoy.Api.Protos;
using TrafficTrace.Core.Matching;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>
/// Collector clusters that stay for a while when the same backend is spoken to by another one: requests on connections of older listeners
/// are still exported to them, and a span whose cluster is gone is lost. Touched by the fleet loop alone.
/// </summary>
public sealed class RetiredCollectors(TimeProvider time)
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly PriorityQueue<ConnectedNode, DateTimeOffset> _ends = new();
    private Task _wait = Never;
    private DateTimeOffset? _waitsFor;

    /// <summary>Completes when the first of them is over.</summary>
    internal Task NextEndAsync(CancellationToken stopping)
    {
        if (!_ends.TryPeek(out _, out var end)) return Never;
        if (_waitsFor == end && !_wait.IsCompleted) return _wait;
        _waitsFor = end;
        var left = end - time.GetUtcNow();
        return _wait = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, stopping);
    }

    /// <summary>Of a node that is about to get <paramref name="cluster"/> for <paramref name="tracing"/>.</summary>
    internal void LookAt(ConnectedNode node, PackedResource? cluster, EffectiveTracing tracing)
    {
        var now = time.GetUtcNow();
        if (node.Retired is { } retired && (retired.Until <= now || retired.Cluster.Name == cluster?.Name)) node.Retired = null;
        if (cluster is null || node.Collector is not { } before || before.Name == cluster.Name) return;
        if (node.Tracing?.Collector?.Name != tracing.Collector?.Name) return;
        var until = now + node.Streams.Max(open => open.DrainTime);
        node.Retired = (before, until);
        _ends.Enqueue(node, until);
    }

    /// <summary>The nodes for which one is over.</summary>
    internal IEnumerable<ConnectedNode> TakeEnded()
    {
        while (_ends.TryPeek(out _, out var end) && end <= time.GetUtcNow()) yield return _ends.Dequeue();
    }
}
