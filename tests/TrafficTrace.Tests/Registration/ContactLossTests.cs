using TrafficTrace.Fleet.Registration;

namespace TrafficTrace.Tests.Registration;

/// <summary>When many are many.</summary>
internal sealed class ContactLossTests
{
    // Seconds at which proxies went, how many there were, the second of the one that is asked about.
    [TestCase("0", 1, 0, false)]
    [TestCase("0 0", 2, 0, false, TestName = "Two are never many")]
    [TestCase("0 0 0", 3, 0, true, TestName = "All three of a mesh are")]
    [TestCase("0 0 0", 30, 0, false, TestName = "A tenth is not over a tenth")]
    [TestCase("0 0 0", 29, 0, true, TestName = "More than a tenth is")]
    [TestCase("0 20 40 60", 20, 0, true, TestName = "Those that go within a minute go together")]
    [TestCase("0 61 122", 20, 61, false, TestName = "Those that go one by one do not")]
    [TestCase("0 30 60", 20, 60, true, TestName = "Those before count as those after do")]
    public void Together_or_one_by_one(string seconds, int registered, int at, bool many)
    {
        var loss = ContactLoss.Of(seconds.Split(' ').Select(second => At(int.Parse(second))), registered);
        Assert.That(loss.HasManyAround(At(at)), Is.EqualTo(many));
    }

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);
}
