using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

[Parallelizable(ParallelScope.All)]
internal sealed class StopPaceTests
{
    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(1_000, 1_000)]
    [TestCase(9_999, 9_999)]
    [TestCase(50_000, 10_000)]
    public void A_thousand_streams_take_a_second_and_none_take_longer_than_ten(int streams, int milliseconds) =>
        Assert.That(StopPace.Over(streams), Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));

    [TestCase(1, 0, 1)]
    [TestCase(20, 0, 20)]
    [TestCase(1_000, 0, 20)]
    [TestCase(1_000, 480, 500)]
    [TestCase(1_000, 980, 1_000)]
    [TestCase(1_000, 5_000, 1_000)]
    [TestCase(50_000, 0, 100)]
    [TestCase(50_000, 9_980, 50_000)]
    public void They_end_evenly_and_few_at_once(int streams, int elapsed, int due) =>
        Assert.That(StopPace.Due(streams, TimeSpan.FromMilliseconds(elapsed)), Is.EqualTo(due));
}
