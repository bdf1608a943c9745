namespace TrafficTrace.Core.Store;

/// <summary>Where a document stands. <paramref name="Line"/> counts from 1.</summary>
public sealed record Place(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
