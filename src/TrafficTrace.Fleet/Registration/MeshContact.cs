using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Registration;

/// <summary>The registered proxies of one mesh, and which of them are gone. Touched by the registrar's loop alone.</summary>
internal sealed class MeshContact
{
    private readonly Queue<DateTimeOffset> _removed = new();

    public HashSet<ResourceKey> All { get; } = [];

    /// <summary>Those that nobody is known to have.</summary>
    public HashSet<ResourceKey> Gone { get; } = [];

    public HashSet<ResourceKey> Lost { get; } = [];

    /// <summary>One that was gone since <paramref name="goneAt"/> is taken away.</summary>
    public void Removed(DateTimeOffset goneAt) => _removed.Enqueue(goneAt);

    public ContactLoss Loss(Func<ResourceKey, DateTimeOffset> goneAt, DateTimeOffset now)
    {
        Prune(now);
        return ContactLoss.Of(Gone.Select(goneAt).Concat(_removed), All.Count + _removed.Count);
    }

    /// <summary>Nothing of it is to be remembered.</summary>
    public bool IsOver(DateTimeOffset now)
    {
        Prune(now);
        return All.Count == 0 && _removed.Count == 0;
    }

    // Who is looked at next went a little while ago, and whoever went a minute before that counts.
    private void Prune(DateTimeOffset now)
    {
        while (_removed.TryPeek(out var at) && at + ContactLoss.Window + RegisteredProxy.Linger < now) _removed.Dequeue();
    }
}
