using TrafficTrace.ControlPlane.Sources.Files;


namespace TrafficTrace.Tests.Files;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileRestTests
{
    private readonly FileRest _rest = new(atStart: false);
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private FileStamp _taken = Stamp(1);

    [Test]
    public void A_file_written_in_place_waits_for_its_quiet_time_anew_with_each_write()
    {
        Assert.That(Left(Stamp(2)), Is.EqualTo(FileRest.Quiet));
        _now += FileRest.Quiet / 2;
        Assert.That(Left(Stamp(2)), Is.EqualTo(FileRest.Quiet / 2));
        Assert.That(Left(Stamp(3)), Is.EqualTo(FileRest.Quiet));
    }

    [Test]
    public void A_file_moved_over_another_does_not_wait() =>
        Assert.That(Left(Stamp(2, inode: 2), movedOver: true), Is.LessThanOrEqualTo(TimeSpan.Zero));

    [Test]
    public void A_file_of_which_only_an_event_says_that_it_was_moved_waits() =>
        Assert.That(Left(Stamp(2), movedOver: true), Is.EqualTo(FileRest.Quiet), "it is the same file");

    [Test]
    public void A_file_that_was_deleted_and_is_being_written_anew_waits() =>
        Assert.That(Left(Stamp(2, inode: 2)), Is.EqualTo(FileRest.Quiet));

    [Test]
    public void A_file_moved_over_another_and_then_written_to_waits()
    {
        Left(Stamp(2, inode: 2), movedOver: true);
        Assert.That(Left(Stamp(3, inode: 2)), Is.EqualTo(FileRest.Quiet));
    }

    [Test]
    public void Files_moved_over_one_another_again_and_again_are_read_at_their_spacing()
    {
        var times = Storm(TimeSpan.FromSeconds(5), step => (Stamp(100, (ulong)step), true));
        Assert.That(times, Has.Length.InRange(80, 101));
        Assert.That(Gaps(times).Max(), Is.LessThanOrEqualTo(FileRest.Spacing + TimeSpan.FromMilliseconds(10)));
    }

    [Test]
    public void A_file_rewritten_in_place_again_and_again_is_read_about_every_half_second_and_once_more_at_rest()
    {
        var times = Storm(TimeSpan.FromSeconds(5), step => (Stamp(100, written: step), false));
        Assert.That(Gaps(times).Max(), Is.LessThanOrEqualTo(FileRest.PatienceWhenRewritten + TimeSpan.FromMilliseconds(20)));
        Assert.That(_rest.IsRestless, Is.True);
        Assert.That(Left(_taken), Is.LessThanOrEqualTo(FileRest.Quiet));
        _now += FileRest.Quiet;
        Assert.That(Left(_taken), Is.LessThanOrEqualTo(TimeSpan.Zero));
        Assert.That(_rest.Take(_now), Is.True);
    }

    [Test]
    public void A_file_that_only_grows_is_still_being_written_and_gets_the_whole_patience()
    {
        var times = Storm(TimeSpan.FromSeconds(7), step => (Stamp(100 + step, written: step), false));
        Assert.That(times.Select(time => time.TotalSeconds), Is.EqualTo([5.0]).Within(0.02));
    }

    [Test]
    public void An_empty_file_is_not_taken_for_the_whole_even_in_a_storm()
    {
        var times = Storm(TimeSpan.FromSeconds(7), step => (Stamp(0, written: step), false));
        Assert.That(times, Is.Empty);
    }

    [Test]
    public void What_was_finished_before_the_start_does_not_wait()
    {
        var atStart = new FileRest(atStart: true);
        _now += TimeSpan.FromMinutes(1);
        Assert.That(atStart.Left(Stamp(1), null, movedOver: false, _now), Is.LessThanOrEqualTo(TimeSpan.Zero));
        Assert.That(atStart.Left(Stamp(2) with { Written = _now.UtcDateTime }, null, movedOver: false, _now), Is.EqualTo(FileRest.Quiet));
    }

    /// <summary>
    /// Something happens to the file every 10 ms, and it is looked at then and whenever that was asked for. Returns when it was read.
    /// </summary>
    private TimeSpan[] Storm(TimeSpan length, Func<int, (FileStamp Stamp, bool MovedOver)> change)
    {
        var start = _now;
        var times = new List<TimeSpan>();
        for (var step = 2; _now - start < length; step++)
        {
            var (stamp, movedOver) = change(step);
            for (var until = _now + TimeSpan.FromMilliseconds(10); _now < until;)
            {
                var left = Left(stamp, movedOver);
                if (left <= TimeSpan.Zero)
                {
                    times.Add(_now - start);
                    if (_rest.Take(_now)) _taken = stamp;
                }

                movedOver = false;
                _now += left > TimeSpan.Zero && left < until - _now ? left : until - _now;
            }
        }

        return [.. times];
    }

    private static IEnumerable<TimeSpan> Gaps(TimeSpan[] times) => times.Zip(times.Skip(1), (one, next) => next - one);

    private TimeSpan Left(FileStamp stamp, bool movedOver = false) => _rest.Left(stamp, _taken, movedOver, _now);

    private static FileStamp Stamp(long length, ulong inode = 1, int written = 1) =>
        new(length, DateTime.UnixEpoch.AddTicks(written), new(inode, DateTime.UnixEpoch));
}
