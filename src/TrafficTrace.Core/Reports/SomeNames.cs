using System.Collections.Immutable;

namespace TrafficTrace.Core.Reports;

/// <summary>How many there are, and the first of them by name, up to <see cref="Max"/>.</summary>
public sealed record SomeNames(int Count, ImmutableArray<string> Names)
{
    public const int Max = 20;

    public static readonly SomeNames None = new(0, []);

    /// <param name="names">In order.</param>
    public static SomeNames Of(IReadOnlyCollection<string> names) => new(names.Count, [.. names.Take(Max)]);
}
