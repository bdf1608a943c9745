using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.ControlPlane.Replicas;

/// <summary>Who shares the store, told from beats and from the time that passes between looks.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReplicaRosterTests
{
    private readonly ReplicaRoster _roster = new("a");
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private long _own;

    [Test]
    public void The_others_are_peers()
    {
        Look(0, ("b", 1), ("c", 1));
        Look(5, ("c", 2));
        Assert.That(_roster.Peers.Select(row => row.Instance), Is.EqualTo(new[] { "c" }), "a row that is gone is a peer that has left");
        Assert.That((_roster.Knows("c"), _roster.Knows("b"), _roster.Knows("a")), Is.EqualTo((true, false, false)));
    }

    [Test]
    public void One_that_has_written_nothing_for_ten_minutes_is_gone()
    {
        Look(0, ("b", 1), ("c", 1));
        for (var look = 1; look < 120; look++) Look(5, ("b", 1), ("c", look));
        Assert.That(_roster.Gone, Is.Empty);
        Look(5, ("b", 1), ("c", 1));
        Assert.That(_roster.Gone.Select(row => (row.Instance, row.Beat)), Is.EqualTo(new[] { ("b", 1L) }));
    }

    [Test]
    public void While_nobody_looked_nobody_was_silent()
    {
        Look(0, ("b", 1));
        Look(3600, ("b", 1)); // the store was away, or this process stood still
        Assert.That(_roster.Gone, Is.Empty);
    }

    [Test]
    public void One_in_whose_place_this_one_was_started_is_gone_soon()
    {
        Look(0, [("b", 1)], at: "a");
        Look(5, [("b", 1)], at: "a");
        Assert.That(_roster.Gone, Is.Empty);
        Look(5, [("b", 1)], at: "a");
        Assert.That(_roster.Gone.Select(row => row.Instance), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void The_last_beat_is_when_it_was_seen_to_be_another()
    {
        Look(0, ("b", 1));
        Look(5, ("b", 2));
        Look(5, ("b", 2));
        Assert.That(_roster.LastBeats["b"], Is.EqualTo(DateTimeOffset.UnixEpoch.AddSeconds(5)));
        Assert.That(_roster.LastBeats["a"], Is.EqualTo(DateTimeOffset.UnixEpoch.AddSeconds(10)));
    }

    private void Look(int passed, params (string Instance, long Beat)[] others) => Look(passed, others, at: null);

    /// <param name="passed">Seconds since the look before.</param>
    /// <param name="others">Their rows.</param>
    /// <param name="at">Whose address the others give; null for each its own.</param>
    private void Look(int passed, (string Instance, long Beat)[] others, string? at)
    {
        _now += TimeSpan.FromSeconds(passed);
        var rows = others.Select(other => Row(other.Instance, other.Beat, at ?? other.Instance)).Append(Row("a", ++_own, "a"));
        _roster.Look([.. rows], _now, TimeSpan.FromSeconds(passed));
    }

    private static ReplicaRow Row(string instance, long beat, string host) => new(instance, $"http://{host}:5681", null, "1.0.0", beat);
}
