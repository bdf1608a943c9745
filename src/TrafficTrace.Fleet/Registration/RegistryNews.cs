using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Fleet.Registration;

/// <summary>What the registry has to tell since it was asked last. Touched by the registrar's loop alone.</summary>
internal sealed class RegistryNews
{
    /// <summary>For the store: what each key says now, null for nothing.</summary>
    public Dictionary<ResourceKey, Dataplane?> Changed { get; } = [];

    /// <summary>For the rows, in order.</summary>
    public List<KeptRegistration> Puts { get; } = [];

    public List<RegistrationRemoval> Removals { get; } = [];

    /// <summary>Streams that stand for what a proxy said before.</summary>
    public List<long> Replaced { get; } = [];

    /// <summary>For the log.</summary>
    public List<(string Mesh, int Lost)> Losses { get; } = [];

    /// <summary>Meshes of which no proxy is lost any more.</summary>
    public List<string> Over { get; } = [];

    public List<ResourceKey> Arrived { get; } = [];

    public List<ResourceKey> Removed { get; } = [];

    public void Clear()
    {
        Changed.Clear();
        Puts.Clear();
        Removals.Clear();
        Replaced.Clear();
        Losses.Clear();
        Over.Clear();
        Arrived.Clear();
        Removed.Clear();
    }
}
