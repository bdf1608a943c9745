using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>How far a stream has come: each type that its client asked for. Immutable; the stream's loop replaces it.</summary>
public sealed record StreamStatus(ImmutableArray<TypeStatus> Types)
{
    /// <summary>Of a client that has asked for nothing yet.</summary>
    public static readonly StreamStatus None = new([]);

    /// <summary>
    /// The snapshot of which the client has accepted all that it asked for and may have, as was seen when nothing of it was left to send.
    /// Null says nothing: each type has to be asked then.
    /// </summary>
    public Snapshot? Accepted { get; init; }

    public bool HasRejections
    {
        get
        {
            foreach (var type in Types) // without an enumerator, for it is asked whenever a node is served
            {
                if (!type.Rejections.IsEmpty) return true;
            }

            return false;
        }
    }

    /// <summary>All NACKs that are not over.</summary>
    public IEnumerable<Rejection> Rejections
    {
        get
        {
            foreach (var type in Types)
            {
                foreach (var rejection in type.Rejections) yield return rejection;
            }
        }
    }

    /// <summary>Null for a type that the client did not ask for.</summary>
    public TypeStatus? this[ResourceType type]
    {
        get
        {
            foreach (var status in Types)
            {
                if (status.Type == type) return status;
            }

            return null;
        }
    }

    /// <summary>The client has accepted all of <paramref name="wanted"/> that it asked for.</summary>
    internal bool HasAccepted(Snapshot wanted)
    {
        foreach (var type in Types)
        {
            if (type.ProgressTo(wanted[type.Type]) != TypeProgress.Accepted) return false;
        }

        return !Types.IsEmpty;
    }

    /// <summary>By its answers, the client holds this very content.</summary>
    public bool Holds(PackedResource resource) => resource.Equals(this[ResourceType.Of(resource.TypeUrl)]?.Holds?.Find(resource.Name));

    /// <summary>The same NACKs are open, and the same of each.</summary>
    public bool HasRejectionsOf(StreamStatus other)
    {
        if (ReferenceEquals(this, other)) return true;
        foreach (var type in Types)
        {
            if (type.Rejections != (other[type.Type]?.Rejections ?? [])) return false; // the same array, or both empty
        }

        return true; // no type is ever given up
    }
}
