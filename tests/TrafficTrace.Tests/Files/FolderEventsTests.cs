using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.Tests.Files;

/// <summary>What becomes of the watch of a folder when the system has none to give.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FolderEventsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WatchedDisk _disk = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LinesLog _log = new();
    private readonly FolderEvents _events;
    private int _wakes;

    public FolderEventsTests() => _events = new(_folder.Path, _disk, () => _wakes++, _time, _log);

    public void Dispose()
    {
        _events.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void A_watch_that_is_refused_is_wanted_again_after_pauses_that_grow_and_told_once()
    {
        _disk.NoWatch = new IOException("no watch is left");
        var tries = new List<TimeSpan>();
        var start = _time.GetUtcNow();
        for (var seconds = 0; seconds < 1200; seconds++, _time.Advance(TimeSpan.FromSeconds(1)))
        {
            var before = _disk.WatchesWanted;
            _events.Take();
            if (_disk.WatchesWanted > before) tries.Add(_time.GetUtcNow() - start);
        }

        Assert.That(tries.Select(time => time.TotalSeconds), Is.EqualTo([0, 5, 15, 35, 75, 155, 315, 615, 915]));
        Assert.That(_log.Lines, Is.EqualTo([$"{_folder.Path} gives no events, so changes are seen within 5 s: no watch is left"]));
    }

    [Test]
    public void A_watch_that_fails_wakes_once_is_disposed_of_and_is_made_anew_after_the_pause()
    {
        _events.Take();
        _disk.Failed(new IOException("too many events"));
        Assert.That(_wakes, Is.EqualTo(1));
        for (var looks = 0; looks < 100; looks++) Assert.That(_events.Take().All, Is.EqualTo(looks == 0), "something may have been missed");
        Assert.That((_disk.WatchesWanted, _disk.WatchesOpen), Is.EqualTo((1, 0)));

        _time.Advance(FolderEvents.ShortestPause);
        Assert.That(_events.Take().All, Is.True, "something may have happened in the pause");
        Assert.That((_disk.WatchesWanted, _disk.WatchesOpen), Is.EqualTo((2, 1)));
        Assert.That(_log.Lines, Has.Count.EqualTo(2).And.Some.EqualTo($"{_folder.Path} gives events again, so changes are seen at once"));
    }

    [Test]
    public void After_a_long_time_without_failure_the_pause_is_short_again()
    {
        _disk.NoWatch = new IOException("no watch is left");
        for (var seconds = 0; seconds < 60; seconds++, _time.Advance(TimeSpan.FromSeconds(1))) _events.Take();
        _disk.NoWatch = null;
        _time.Advance(FolderEvents.LongestPause);
        _events.Take();
        _time.Advance(FolderEvents.LongestPause + TimeSpan.FromSeconds(1));
        _disk.Failed(new IOException("too many events"));
        _events.Take();
        _time.Advance(FolderEvents.ShortestPause);
        _events.Take();
        Assert.That(_disk.WatchesOpen, Is.EqualTo(1));
    }

    [Test]
    public void A_folder_that_was_replaced_is_watched_anew_at_once()
    {
        _events.Take();
        Directory.Move(_folder.Path, _folder.Aside);
        Directory.CreateDirectory(_folder.Path);
        Assert.That(_events.Take().All, Is.True);
        Assert.That((_disk.WatchesWanted, _disk.WatchesOpen), Is.EqualTo((2, 1)));
    }
}
