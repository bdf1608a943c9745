using System.Collections.Immutable;

namespace TrafficTrace.Core.Reports.Previews;

/// <summary>Listeners of connected proxies whose content changes, so that their connections are drained; the first are named.</summary>
public sealed record PreviewedDrains(int Count, ImmutableArray<DrainedListener> Listeners)
{
    public static readonly PreviewedDrains None = new(0, []);

    /// <param name="listeners">In order.</param>
    public static PreviewedDrains Of(IReadOnlyCollection<DrainedListener> listeners) =>
        new(listeners.Count, [.. listeners.Take(SomeNames.Max)]);
}
