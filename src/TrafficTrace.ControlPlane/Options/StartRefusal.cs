using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Ends a start that found, after all, that it must not serve.</summary>
internal sealed class StartRefusal(IHostApplicationLifetime lifetime)
{
    /// <summary>Why; empty when the start was not refused.</summary>
    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public void Refuse(IEnumerable<Problem> problems)
    {
        Problems = [.. problems];
        lifetime.StopApplication();
    }
}
