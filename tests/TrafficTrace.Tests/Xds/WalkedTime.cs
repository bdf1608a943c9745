using Microsoft.Extensions.Time.Testing;

namespace TrafficTrace.Tests.Xds;

/// <summary>
/// A clock that a walk moves. A session asks for the time after it has read the snapshot and before it waits for the next wake:
/// what happens meanwhile is what another thread does there.
/// </summary>
internal sealed class WalkedTime : FakeTimeProvider
{
    private const int Endless = 100_000;

    private int _looks;

    /// <summary>Happens once, at the next look at the clock.</summary>
    public Action? Meanwhile { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        if (++_looks > Endless) throw new AssertionException("the stream looks at the clock without end");
        var act = Meanwhile;
        Meanwhile = null;
        act?.Invoke();
        return base.GetUtcNow();
    }
}
