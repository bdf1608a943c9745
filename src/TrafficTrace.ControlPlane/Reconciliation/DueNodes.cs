using System.Diagnostics.CodeAnalysis;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>Nodes that are to be brought to the newest revision: each once, who waits longest first. Touched by the reconcile loop alone.</summary>
internal sealed class DueNodes
{
    private readonly HashSet<ConnectedNode> _all = [];
    private readonly Queue<ConnectedNode> _queue = new();

    public bool IsEmpty => _queue.Count == 0;

    public void Add(ConnectedNode node)
    {
        if (_all.Add(node)) _queue.Enqueue(node);
    }

    public bool TryTake([MaybeNullWhen(false)] out ConnectedNode node) => _queue.TryDequeue(out node) && _all.Remove(node);
}
