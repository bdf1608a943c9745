using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Registration;

/// <summary>The registered proxies of one mesh, and which of them are gone. Touched by the registrar's loop alone.</summary>
internal sealed class MeshContact
{
    public HashSet<ResourceKey> All { get; } = [];

    /// <summary>Those that nobody is known to have.</summary>
    public HashSet<ResourceKey> Gone { get; } = [];

    public HashSet<ResourceKey> Lost { get; } = [];

    /// <summary>Those that were taken away a little while ago and have not returned, and since when they were gone.</summary>
    public Dictionary<ResourceKey, DateTimeOffset> Removed { get; } = [];

    public ContactLoss Loss(Func<ResourceKey, DateTimeOffset> goneAt, DateTimeOffset now)
    {
        Prune(now);
        return ContactLoss.Of(Gone.Select(goneAt).Concat(Removed.Values), All.Count + Removed.Count);
    }

    /// <summary>Nothing of it is to be remembered.</summary>
    public bool IsOver(DateTimeOffset now)
    {
        Prune(now);
        return All.Count == 0 && Removed.Count == 0;
    }

    // Who is looked at next went a little while ago, and whoever went a minute before that counts.
    private void Prune(DateTimeOffset now)
    {
        foreach (var (key, _) in Removed.Where(removed => removed.Value + ContactLoss.Window + RegisteredProxy.Linger < now).ToArray())
            Removed.Remove(key);
    }
}
