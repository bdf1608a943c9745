namespace TrafficTrace.Core.Resources;

/// <summary>Order of selectors: more tags beat fewer, then more exact values beat fewer.</summary>
public readonly record struct SelectorRank(int Total, int Exact) : IComparable<SelectorRank>
{
    public int CompareTo(SelectorRank other) =>
        Total != other.Total ? Total.CompareTo(other.Total) : Exact.CompareTo(other.Exact);

    public static bool operator <(SelectorRank left, SelectorRank right) => left.CompareTo(right) < 0;

    public static bool operator >(SelectorRank left, SelectorRank right) => left.CompareTo(right) > 0;

    public static bool operator <=(SelectorRank left, SelectorRank right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SelectorRank left, SelectorRank right) => left.CompareTo(right) >= 0;
}
