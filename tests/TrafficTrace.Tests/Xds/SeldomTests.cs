using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

internal sealed class SeldomTests
{
    [Test]
    public void What_is_seldom_happens_at_once_and_then_once_a_minute_at_most()
    {
        var time = new FakeTimeProvider();
        var seldom = new Seldom(time);
        Assert.That(seldom.IsDue(), Is.True);
        Assert.That(seldom.IsDue(), Is.False);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(seldom.IsDue(), Is.False);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(seldom.IsDue(), Is.True);
        Assert.That(seldom.IsDue(), Is.False);
    }
}
