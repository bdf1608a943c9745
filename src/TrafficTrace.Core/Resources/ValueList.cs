using System.Collections.Immutable;

namespace TrafficTrace.Core.Resources;

/// <summary>What makes a <see cref="ValueList{T}"/> of a collection expression.</summary>
public static class ValueList
{
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(ImmutableArray.Create(items));
}
