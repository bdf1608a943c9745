using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Xds;

/// <summary>How long rejected content waits.</summary>
internal sealed class RetryPauseTests
{
    [TestCase(1, 5)]
    [TestCase(2, 10)]
    [TestCase(3, 20)]
    [TestCase(4, 40)]
    [TestCase(5, 80)]
    [TestCase(6, 160)]
    [TestCase(7, 300)]
    [TestCase(8, 300)]
    [TestCase(int.MaxValue, 300)]
    public void A_pause_doubles_from_5_s_to_5_min_and_jitter_only_lengthens_it(int attempts, int seconds)
    {
        foreach (var node in Enumerable.Range(0, 100).Select(number => $"default.web-{number}"))
            Assert.That(RetryPause.After(attempts, node).TotalSeconds, Is.InRange(seconds, seconds * (1 + RetryPause.Jitter)));
    }

    [Test]
    public void Nodes_that_reject_together_come_back_one_after_the_other()
    {
        var pauses = Enumerable.Range(0, 100).Select(number => RetryPause.After(1, $"default.web-{number}")).ToList();
        Assert.That(pauses, Is.Unique);
        Assert.That(pauses.Max() - pauses.Min(), Is.GreaterThan(TimeSpan.FromSeconds(1)));
    }
}
