using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Fleet.Nodes;

namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>
/// Gathers what changes mean for the tracing of the connected proxies, and tells it by reason once all of them are served. Touched by
/// the fleet loop alone.
/// </summary>
public sealed class TracingReport(ILogger<TracingReport> log)
{
    private readonly Dictionary<string, List<string>> _lost = new(StringComparer.Ordinal);
    private readonly List<string> _back = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>The node is served like this from now on.</summary>
    internal void Note(ConnectedNode node, EffectiveTracing tracing)
    {
        var before = node.Tracing;
        node.Tracing = tracing;
        if (tracing.Collector is null && before is { Collector: not null }) Lost(node.Id, $"{tracing.Reason}; before: {before.Reason}");
        if (tracing.Collector is not null && _told.Remove(node.Id)) _back.Add(node.Id);
    }

    /// <summary>The node is not connected any more.</summary>
    internal void Forget(ConnectedNode node) => _told.Remove(node.Id);

    internal void Tell()
    {
        foreach (var (reason, nodes) in _lost) log.TracingLost(nodes.Count, Names(nodes), reason);
        if (_back.Count > 0) log.TracingBack(_back.Count, Names(_back));
        _lost.Clear();
        _back.Clear();
    }

    private void Lost(string node, string reason)
    {
        _told.Add(node);
        if (!_lost.TryGetValue(reason, out var nodes)) _lost.Add(reason, nodes = []);
        nodes.Add(node);
    }

    private static string Names(List<string> nodes)
    {
        nodes.Sort(StringComparer.Ordinal);
        return Some.Names(nodes);
    }
}
