using System.Diagnostics.CodeAnalysis;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// Nodes that are to be brought to the newest revision: each once, who waits longest first. Touched by the fleet loop alone.
/// </summary>
internal sealed class DueNodes
{
    private readonly Queue<ConnectedNode> _queue = new();

    public int Count => _queue.Count;

    public bool IsEmpty => _queue.Count == 0;

    public void Add(ConnectedNode node)
    {
        if (node.IsQueued) return;
        (node.IsQueued, node.Status.IsDue) = (true, true);
        _queue.Enqueue(node);
    }

    public void Add(IEnumerable<ConnectedNode> nodes)
    {
        foreach (var node in nodes) Add(node);
    }

    /// <summary>It counts as due until <see cref="Done"/>: whoever reads its status meanwhile sees that it is old.</summary>
    public bool TryTake([MaybeNullWhen(false)] out ConnectedNode node)
    {
        if (!_queue.TryDequeue(out node)) return false;
        node.IsQueued = false;
        return true;
    }

    /// <summary>It was served as of now; it may be due again already.</summary>
    public static void Done(ConnectedNode node) => node.Status.IsDue = node.IsQueued;
}
