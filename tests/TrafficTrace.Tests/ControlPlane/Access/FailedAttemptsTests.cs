using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Access;

namespace TrafficTrace.Tests.ControlPlane.Access;

[Parallelizable(ParallelScope.All)]
internal sealed class FailedAttemptsTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");

    [TestCase(1, 0)]
    [TestCase(20, 0)]
    [TestCase(21, 100)]
    [TestCase(22, 200)]
    [TestCase(26, 3200)]
    [TestCase(27, 5000)]
    [TestCase(int.MaxValue, 5000)]
    public void The_first_twenty_cost_nothing_and_then_each_costs_more_up_to_a_limit(int failures, int milliseconds) =>
        Assert.That(FailedAttempts.PauseOf(failures), Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));

    [Test]
    public void Each_address_is_counted_by_itself_and_anew_after_a_minute()
    {
        var time = new FakeTimeProvider();
        var attempts = new FailedAttempts(time);
        for (var i = 1; i <= 30; i++) Assert.That(attempts.Count(One), Is.EqualTo(i));
        Assert.That(attempts.Count(IPAddress.Parse("10.0.0.2")), Is.EqualTo(1));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(attempts.Count(One), Is.EqualTo(1));
    }

    [TestCase("::ffff:10.0.0.1", "10.0.0.1")]
    [TestCase("2001:db8::1", "2001:db8::ffff:2")]
    public void Addresses_of_one_owner_are_one(string first, string second)
    {
        var attempts = new FailedAttempts(new FakeTimeProvider());
        attempts.Count(IPAddress.Parse(first));
        Assert.That(attempts.Count(IPAddress.Parse(second)), Is.EqualTo(2));
    }

    [Test]
    public void A_full_table_counts_further_addresses_as_one_until_there_is_room()
    {
        var time = new FakeTimeProvider();
        var attempts = new FailedAttempts(time);
        for (uint i = 1; i <= FailedAttempts.MaxAddresses; i++) attempts.Count(new IPAddress(i));
        attempts.Count(IPAddress.Parse("10.9.9.1"));
        Assert.That(attempts.Count(IPAddress.Parse("10.9.9.2")), Is.EqualTo(2), "they share a place");
        Assert.That(attempts.Count(new IPAddress(1)), Is.EqualTo(2), "who was there is still counted");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(attempts.Count(IPAddress.Parse("10.9.9.3")), Is.EqualTo(1));
    }
}
