using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What one request wants written, all of it or nothing.</summary>
internal sealed record Write(ImmutableArray<Resource> Puts, ImmutableArray<ResourceKey> Deletes)
{
    /// <summary>Of a refusal, as Kuma says it.</summary>
    public string Title { get; init; } = "Could not process a resource";

    /// <summary>What has to hold of the one resource that is written.</summary>
    public Preconditions Preconditions { get; init; } = Preconditions.None;

    /// <summary>
    /// What was before is to be again: puts keep their creation times, which decide between policies, and what is gone already need not be
    /// deleted.
    /// </summary>
    public bool Restores { get; init; }

    /// <summary>The client has no place for fields of ours, so what it leaves out it may never have seen.</summary>
    public bool IsByKumactl { get; init; }

    /// <summary>Token of the preview that the write is to keep to; null when it is done whatever it does.</summary>
    public string? IfPreview { get; init; }

    /// <summary>It is done only while this is the newest lease of its name; null where any process may do it.</summary>
    public Lease? Under { get; init; }

    public static Write Put(Resource resource) => new([resource], []);

    public static Write Delete(ResourceKey key) => new([], [key]) { Title = "Could not delete a resource" };
}
