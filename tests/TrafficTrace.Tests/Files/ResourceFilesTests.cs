using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Files;

/// <summary>The whole watch, on a real folder; its events are told by the test.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ResourceFilesTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly WatchedDisk _disk = new();
    private readonly LinesLog _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<ResourceKey> _told = [];
    private IAsyncEnumerator<ResourceChanges>? _changes;
    private ResourceFiles? _files;

    public async ValueTask DisposeAsync()
    {
        if (_changes is not null) await _changes.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task At_first_everything_is_told()
    {
        for (var file = 0; file < 20; file++) _folder.Write($"{file:00}.yaml", $"p{file:00}");
        Start(TimeProvider.System);
        Assert.That(await NextAsync(), Has.Length.EqualTo(20));
        Assert.That(_files!.Current.Files, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task Only_what_is_different_is_told()
    {
        _folder.Write("a.yaml", "a");
        _folder.Write("b.yaml", "b");
        var time = new FakeTimeProvider();
        Start(time);
        await NextAsync(time);
        _folder.Replace("b.yaml", "new");
        await NextAsync(time);
        Assert.That(_changes!.Current.Puts.Select(put => put.Key.Name), Is.EqualTo(["new"]));
        Assert.That(_changes.Current.Deletes.Select(key => key.Name), Is.EqualTo(["b"]));
    }

    [Test]
    public async Task A_file_renamed_over_is_read_without_waiting()
    {
        _folder.Write("a.yaml", "a");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1)); // it moves only once
        Start(time);
        await NextAsync();
        time.Advance(FileRest.Spacing);
        _folder.Replace("a.yaml", "new");
        _disk.Happened(new("a.yaml", FolderEventKind.Renamed));
        Assert.That(await NextAsync(), Is.EqualTo(["new"]));
    }

    [Test]
    public async Task What_raises_no_event_is_seen_at_the_next_look()
    {
        // The folder holds a link; what it leads to changes elsewhere.
        File.WriteAllText(_folder.Aside, TempFolder.Text("before"));
        File.CreateSymbolicLink(_folder["a.yaml"], _folder.Aside);
        var time = new FakeTimeProvider();
        Start(time);
        Assert.That(await NextAsync(time), Is.EqualTo(["before"]));

        File.WriteAllText(_folder.Aside, TempFolder.Text("afterwards"));
        Assert.That(await NextAsync(time), Is.EqualTo(["afterwards"]));
    }

    [Test]
    public async Task A_folder_that_was_moved_away_and_put_back_is_watched_again()
    {
        _folder.Write("a.yaml", "a");
        var time = new FakeTimeProvider();
        Start(time);
        await NextAsync(time);
        Directory.Move(_folder.Path, _folder.Aside);
        Assert.That(await NextAsync(time), Is.EqualTo(["a"]));
        Assert.That(_files!.Current.Problems.Single().Message, Does.StartWith("is not there"));

        Directory.Move(_folder.Aside, _folder.Path);
        Assert.That(await NextAsync(time), Is.EqualTo(["a"]));
        Assert.That(_files.Current.Problems, Is.Empty);
        _folder.Write("b.yaml", "b");
        Assert.That(await NextAsync(time), Is.EqualTo(["a", "b"]));
    }

    [Test]
    public async Task What_is_wrong_is_logged_once_with_file_and_line_and_so_is_that_it_is_over()
    {
        _folder.Write("a.yaml", "a");
        var time = new FakeTimeProvider();
        Start(time);
        await NextAsync(time);
        File.WriteAllText(_folder["a.yaml"], "type: TrafficTrace\nmesh: default\nname: a\nselectors: []\n");
        Assert.That(await NextAsync(time), Is.EqualTo(["a"]));
        _folder.Write("b.yaml", "b");
        await NextAsync(time);
        Assert.That(
            _log.Lines.Where(line => line.StartsWith(_folder["a.yaml"], StringComparison.Ordinal)),
            Is.EqualTo(
            [
                $"{_folder["a.yaml"]} read; resources: 1",
                $"{_folder["a.yaml"]}:4: TrafficTrace default/a: selectors: must have at least one element",
                $"{_folder["a.yaml"]} is not used as it is; errors: 1, resources that stay in force: 1",
            ]));
    }

    [Test]
    public async Task A_skipped_kind_is_one_warning_with_a_count_over_all_files()
    {
        const string Retry = "---\ntype: Retry\nmesh: default\nname: r\n";
        File.WriteAllText(_folder["a.yaml"], TempFolder.Text("a") + Retry + Retry);
        File.WriteAllText(_folder["b.yaml"], Retry);
        Start(TimeProvider.System);
        await NextAsync();
        Assert.That(
            _log.Lines.Where(line => line.Contains("is skipped", StringComparison.Ordinal)),
            Is.EqualTo([$"Retry is skipped, 3 in all: {SkippedKinds.Lost("Retry")}"]));
    }

    [Test]
    public async Task Of_many_errors_the_first_are_logged_and_a_count()
    {
        _folder.Write("a.yaml", "a");
        var time = new FakeTimeProvider();
        Start(time);
        await NextAsync(time);
        _log.Lines.Clear();
        File.WriteAllText(
            _folder["a.yaml"], string.Concat(Enumerable.Repeat("---\ntype: TrafficTrace\nmesh: d\nname: a\nselectors: []\n", 1000)));
        await NextAsync(time);
        Assert.That(_log.Lines, Has.Count.EqualTo(FileState.MaxFindings + 2));
        Assert.That(
            _log.Lines.TakeLast(2),
            Is.EqualTo(
            [
                $"{_folder["a.yaml"]}: {1000 - FileState.MaxFindings} more errors, which are not shown",
                $"{_folder["a.yaml"]} is not used as it is; errors: 1000, resources that stay in force: 1",
            ]));
    }

    [Test]
    public async Task Of_many_conflicts_the_first_are_logged_and_a_count()
    {
        string[] names = [.. Enumerable.Range(0, 1000).Select(policy => $"p{policy}")];
        _folder.Write("a.yaml", names);
        _folder.Write("b.yaml", names);
        Start(TimeProvider.System);
        await NextAsync();
        Assert.That(_log.Lines.Count(line => line.Contains("is in ", StringComparison.Ordinal)), Is.EqualTo(FileState.MaxFindings));
        Assert.That(_log.Lines, Has.Some.EqualTo($"{1000 - FileState.MaxFindings} more such conflicts, which are not shown"));
    }

    [Test]
    public async Task Subfolders_that_are_not_read_are_told_once()
    {
        _folder.Write("a.yaml", "a");
        Directory.CreateDirectory(_folder["sub"]);
        var time = new FakeTimeProvider();
        Start(time);
        await NextAsync(time);
        _folder.Write("b.yaml", "b");
        await NextAsync(time);
        Assert.That(
            _log.Lines.Where(line => line.Contains("subfolders", StringComparison.Ordinal)),
            Is.EqualTo([$"{_folder.Path}: its subfolders are not read (sub); give each with --resources whose files are meant"]));
    }

    private void Start(TimeProvider time)
    {
        _files = new([_folder.Path], ReaderOptions.Default, _disk, time, _log);
        _changes = _files.ReadAsync(_stop.Token).GetAsyncEnumerator();
    }

    /// <summary>All that is told to be there, after the next change.</summary>
    private async Task<string[]> NextAsync(FakeTimeProvider? time = null)
    {
        var next = _changes!.MoveNextAsync().AsTask();
        // A fake clock has to be moved until it is heard: nothing tells when the loop has begun to wait.
        for (var begin = DateTime.UtcNow; time is not null && !next.IsCompleted && DateTime.UtcNow - begin < Patience; await Task.Yield())
            time.Advance(FileRest.Quiet);
        Assert.That(await next.WaitAsync(Patience), Is.True);
        _told.ExceptWith(_changes.Current.Deletes);
        _told.UnionWith(_changes.Current.Puts.Select(put => put.Key));
        return [.. _told.Select(key => key.Name).Order(StringComparer.Ordinal)];
    }
}
