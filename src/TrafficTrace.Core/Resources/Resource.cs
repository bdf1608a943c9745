namespace TrafficTrace.Core.Resources;

/// <summary>
/// A checked resource. <see cref="SpecJson"/> is the whole document as compact JSON with ordinally sorted keys, without
/// type, mesh, name and times: what the API gives back, and what tells whether a document changed.
/// </summary>
public abstract record Resource(string Mesh, string Name, string SpecJson)
{
    public abstract ResourceKind Kind { get; }

    public ResourceKey Key => new(Kind, Mesh, Name);

    /// <summary>As a file states it or the API set it; null counts as older than any time (tie-break of matching).</summary>
    public DateTimeOffset? CreationTime { get; init; }

    /// <summary>When the API wrote it last; null elsewhere. It decides nothing, so it makes no other content.</summary>
    public DateTimeOffset? ModificationTime { get; init; }

    /// <summary>The document tells all, except its time.</summary>
    public bool HasContentOf(Resource other) =>
        ReferenceEquals(this, other) || (SpecJson == other.SpecJson && CreationTime == other.CreationTime);
}
