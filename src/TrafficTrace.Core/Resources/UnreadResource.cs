namespace TrafficTrace.Core.Resources;

/// <summary>
/// A document that was written under other rules and can't be read under those of now. It can be shown, and nothing can be made of it.
/// </summary>
public sealed record UnreadResource(ResourceKey Written, string SpecJson, string Why) : Resource(Written.Mesh, Written.Name, SpecJson)
{
    public override ResourceKind Kind => Written.Kind;
}
