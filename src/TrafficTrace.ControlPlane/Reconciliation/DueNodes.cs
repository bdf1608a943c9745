using System.Diagnostics.CodeAnalysis;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>
/// Nodes that are to be brought to the newest revision: each once, who waits longest first. Touched by the reconcile loop alone.
/// </summary>
internal sealed class DueNodes
{
    private readonly Queue<ConnectedNode> _queue = new();

    public bool IsEmpty => _queue.Count == 0;

    public void Add(ConnectedNode node)
    {
        if (node.IsDue) return;
        node.IsDue = true;
        _queue.Enqueue(node);
    }

    public void Add(IEnumerable<ConnectedNode> nodes)
    {
        foreach (var node in nodes) Add(node);
    }

    public bool TryTake([MaybeNullWhen(false)] out ConnectedNode node)
    {
        if (!_queue.TryDequeue(out node)) return false;
        node.IsDue = false;
        return true;
    }
}
