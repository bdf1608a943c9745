using System.Diagnostics;
using System.Globalization;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Files;

/// <summary>A real folder, looked at when the test says so, at a time that the test says.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WatchedPathTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WatchedDisk _disk = new();
    private readonly LargeReads _large;
    private readonly SemaphoreSlim _done = new(0);
    private readonly WatchedPath _watched;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public WatchedPathTests()
    {
        _large = new(() => _done.Release());
        _watched = new(_folder.Path, _disk, ReaderOptions.Default, _large);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _done.Dispose();
    }

    [Test]
    public void At_the_start_every_file_is_read_once()
    {
        _folder.Write("b.yaml", "b1", "b2");
        _folder.Write("a.yml", "a");
        File.WriteAllText(_folder["c.json"], """{"type":"TrafficTrace","mesh":"default","name":"c","selectors":[{"match":{"a":"*"}}]}""");
        AssertInForce("a", "b1", "b2", "c");
        Assert.That(_disk.Reads, Is.EquivalentTo(["a.yml", "b.yaml", "c.json"]));
    }

    [Test]
    public void Only_the_file_that_changed_is_read_again()
    {
        Start("a", "b");
        AssertInForce("a", "b");
        _disk.Reads.Clear();
        _folder.Write("a.yaml", "another");
        AssertInForce("another", "b");
        Assert.That(_disk.Reads, Is.EqualTo(["a.yaml"]));
    }

    [Test]
    public void Of_what_events_name_only_that_is_looked_at()
    {
        Start("a", "b", "c");
        foreach (var name in new[] { "a", "b", "c" }) _folder.Write($"{name}.yaml", $"new-{name}");
        Settle("a.yaml");
        Assert.That(
            _watched.Files.SelectMany(file => file.Resources).Select(placed => placed.Key.Name), Is.EquivalentTo(["new-a", "b", "c"]));
        AssertInForce("new-a", "new-b", "new-c");
    }

    [Test]
    public void A_file_that_an_event_named_and_that_is_gone_goes()
    {
        Start("a", "b");
        File.Delete(_folder["a.yaml"]);
        Settle("a.yaml");
        Assert.That(_watched.Files.Select(file => Path.GetFileName(file.Path)), Is.EqualTo(["b.yaml"]));
    }

    [Test]
    public void When_an_event_names_the_last_file_and_it_is_gone_it_stays_in_force()
    {
        Start("a");
        File.Delete(_folder["a.yaml"]);
        Settle("a.yaml");
        Assert.That(_watched.Problem?.Message, Does.StartWith("holds no resource file"));
        Assert.That(InForce(), Is.EqualTo(["a"]));
    }

    [Test]
    public void A_file_that_was_moved_over_another_counts_at_once()
    {
        Start("a", "b");
        _folder.Replace("a.yaml", "new");
        var touched = new FilesTouched();
        touched.AddRenamed(_folder["a.yaml"]);
        _now += FileRest.Quiet;
        Assert.That(_watched.Look(_now, touched, all: false), Is.Null);
        Assert.That(_watched.Files.SelectMany(file => file.Resources).Select(placed => placed.Key.Name), Is.EquivalentTo(["b", "new"]));
    }

    [Test]
    public void Temporary_files_of_editors_and_folders_are_not_read()
    {
        Start("a");
        _folder.Write(".a.yaml.swp", "swap");
        _folder.Write(".hidden.yaml", "hidden");
        _folder.Write("a.yaml~", "backup");
        _folder.Write("4913", "probe");
        Directory.CreateDirectory(_folder["sub.yaml"]);
        AssertInForce("a");
    }

    [Test]
    public void A_file_renamed_over_counts()
    {
        Start("a", "b");
        _folder.Replace("a.yaml", "new");
        AssertInForce("b", "new");
    }

    [Test]
    public void A_renamed_file_is_in_force_throughout()
    {
        Start("a", "b");
        File.Move(_folder["a.yaml"], _folder["z.yaml"]);
        Assert.That(InForce(), Is.EqualTo(["a", "b"]), "seen, and not taken for a deletion yet");
        AssertInForce("a", "b");
    }

    [Test]
    public void A_deleted_file_goes_after_the_quiet_time_and_the_others_stay()
    {
        Start("a", "b");
        File.Delete(_folder["a.yaml"]);
        Assert.That(Look(), Is.EqualTo(FileRest.Quiet));
        _now += FileRest.Quiet;
        Assert.That(Look(), Is.Null);
        Assert.That(InForce(), Is.EqualTo(["b"]));
    }

    [Test]
    public void A_file_that_is_back_within_the_quiet_time_was_never_away()
    {
        Start("a", "b");
        File.Move(_folder["a.yaml"], _folder.Aside);
        Look();
        _now += FileRest.Quiet / 2;
        File.Move(_folder.Aside, _folder["a.yaml"]);
        AssertInForce("a", "b");
    }

    [Test]
    public void Half_of_the_documents_are_not_taken_for_all()
    {
        _folder.Write("a.yaml", "one", "two");
        AssertInForce("one", "two");

        _folder.Write("a.yaml", "one");
        Assert.That(Look(), Is.EqualTo(FileRest.Quiet));
        _now += FileRest.Quiet - TimeSpan.FromMilliseconds(1);
        Assert.That(InForce(), Is.EqualTo(["one", "two"]));

        _folder.Write("a.yaml", "one", "two", "three");
        _now += FileRest.Quiet - TimeSpan.FromMilliseconds(1);
        Assert.That(InForce(), Is.EqualTo(["one", "two"]), "it changed meanwhile");
        AssertInForce("one", "three", "two");
    }

    [TestCase("")]
    [TestCase("  \n\n")]
    [TestCase("---\n")]
    [TestCase("\uFEFF")]
    [TestCase("---\n---\n...\n")]
    [TestCase("null\n")]
    public void An_emptied_file_is_a_broken_one_and_keeps_what_it_held(string emptied)
    {
        Start("a", "b");
        File.WriteAllText(_folder["a.yaml"], emptied);
        _now += TimeSpan.FromMinutes(1);
        AssertInForce("a", "b");
        var state = _watched.Files.Single(file => file.IsBroken);
        Assert.That(state.Errors.Single().ToString(), Does.StartWith($"{_folder["a.yaml"]}: is empty, which is taken for an accident"));

        _folder.Write("a.yaml", "mended");
        AssertInForce("b", "mended");
    }

    [TestCase("# none\n")]
    [TestCase("--- # none\n")]
    [TestCase("[]\n")]
    public void A_file_that_says_that_it_is_empty_takes_away_what_it_held(string meant)
    {
        Start("a", "b");
        File.WriteAllText(_folder["a.yaml"], meant);
        AssertInForce("b");
        Assert.That(_watched.Files.Any(file => file.IsBroken), Is.False);
    }

    [Test]
    public void A_broken_file_keeps_its_last_good_version_and_says_where_it_is_broken()
    {
        Start("a", "b");
        File.WriteAllText(
            _folder["a.yaml"], TempFolder.Text("good") + "---\ntype: TrafficTrace\nmesh: default\nname: bad\nselectors: []\n");
        AssertInForce("a", "b");

        var state = _watched.Files.Single(file => file.IsBroken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(state.Path, Is.EqualTo(_folder["a.yaml"]));
            Assert.That(state.Since, Is.EqualTo(_now));
            Assert.That(state.Errors.Single().Field, Is.EqualTo("selectors"));
            Assert.That(state.Errors.Single().Line, Is.GreaterThan(5));
            Assert.That(state.Errors.Single().File, Is.EqualTo(_folder["a.yaml"]));
        }

        _folder.Write("a.yaml", "mended");
        AssertInForce("b", "mended");
        Assert.That(_watched.Files.Any(file => file.IsBroken), Is.False);
    }

    [Test]
    public void A_file_cut_off_in_a_document_keeps_its_last_good_version()
    {
        Start("a");
        File.WriteAllText(_folder["a.yaml"], TempFolder.Text("a")[..^10]);
        AssertInForce("a");
        Assert.That(_watched.Files.Single().IsBroken, Is.True);
    }

    [Test]
    public void At_the_start_the_good_documents_of_a_broken_file_are_served_but_later_a_new_broken_file_adds_nothing()
    {
        var broken = TempFolder.Text("good") + "---\ntype: TrafficTrace\nmesh: default\nname: bad\nselectors: []\n";
        File.WriteAllText(_folder["a.yaml"], broken);
        _folder.Write("b.yaml", "b");
        AssertInForce("b", "good");

        File.WriteAllText(_folder["c.yaml"], broken.Replace("good", "later", StringComparison.Ordinal));
        AssertInForce("b", "good");
        Assert.That(_watched.Files.Count(file => file.IsBroken), Is.EqualTo(2));
    }

    [Test]
    public void An_unreadable_file_keeps_what_it_held_until_it_can_be_read_again()
    {
        Start("a", "b");
        _disk.Refused.Add(_folder["a.yaml"]);
        AssertInForce("a", "b");
        Assert.That(
            _watched.Files.Single(file => file.IsBroken).Errors.Single().ToString(),
            Does.StartWith($"{_folder["a.yaml"]}: cannot be read (access is denied)"));
        var told = _watched.Files.ToArray();
        Look();
        Assert.That(_watched.Files, Is.EqualTo(told), "said once");

        _disk.Refused.Clear();
        AssertInForce("a", "b");
        Assert.That(_watched.Files.Any(file => file.IsBroken), Is.False);
    }

    [Test]
    public void A_file_that_fails_in_any_way_keeps_what_it_held_and_leaves_the_others_alone()
    {
        Start("a", "b");
        _folder.Write("a.yaml", "another");
        _folder.Write("b.yaml", "new-b");
        _disk.Faults.Add(_folder["a.yaml"], new InsufficientMemoryException("there is none"));
        AssertInForce("a", "new-b");
        Assert.That(
            _watched.Files.Single(file => file.IsBroken).Errors.Single().Message,
            Does.Contain("InsufficientMemoryException: there is none"));

        _disk.Faults.Clear();
        _folder.Write("a.yaml", "mended");
        AssertInForce("mended", "new-b");
    }

    [Test]
    public void Of_a_file_with_many_errors_the_first_are_kept_and_their_number()
    {
        File.WriteAllText(
            _folder["a.yaml"],
            string.Concat(Enumerable.Repeat("---\ntype: TrafficTrace\nmesh: default\nname: bad\nselectors: []\n", 1000)));
        AssertInForce();
        var state = _watched.Files.Single();
        Assert.That((state.Errors.Length, state.ErrorCount), Is.EqualTo((FileState.MaxFindings, 1000)));
        Assert.That(state.Errors[0].Line, Is.EqualTo(5));
    }

    [Test]
    public async Task A_large_file_is_read_beside_while_the_others_go_on()
    {
        Start("a", "b");
        var reading = _disk.Hold(_folder["a.yaml"]);
        Enlarge("a.yaml", "large");
        _folder.Write("b.yaml", "new-b");
        Pass(FileRest.Quiet);
        Assert.That(InForce(), Is.EqualTo(["a", "new-b"]));

        _folder.Write("b.yaml", "newer-b");
        Pass(FileRest.Quiet);
        Assert.That(InForce(), Is.EqualTo(["a", "newer-b"]));

        reading.Set();
        await _done.WaitAsync();
        AssertInForce("large", "newer-b");
    }

    [Test]
    public async Task Of_several_large_files_one_is_read_after_the_other()
    {
        Start("a", "b");
        var reading = _disk.Hold(_folder["a.yaml"]);
        _disk.Reads.Clear();
        Enlarge("a.yaml", "large-a");
        Enlarge("b.yaml", "large-b");
        Pass(FileRest.Quiet);
        reading.Set();
        await _done.WaitAsync();
        Look();
        await _done.WaitAsync();
        AssertInForce("large-a", "large-b");
        Assert.That(_disk.Reads, Is.EquivalentTo(["a.yaml", "b.yaml"]));
    }

    [Test]
    public async Task A_large_file_that_changes_while_it_is_read_is_read_again()
    {
        Start("a");
        var reading = _disk.Hold(_folder["a.yaml"]);
        Enlarge("a.yaml", "large");
        Pass(FileRest.Quiet);
        _folder.Write("a.yaml", "short");
        reading.Set();
        await _done.WaitAsync();
        AssertInForce("short");
    }

    [Test]
    public async Task A_large_file_that_goes_while_it_is_read_is_gone()
    {
        Start("a", "b");
        var reading = _disk.Hold(_folder["a.yaml"]);
        Enlarge("a.yaml", "large");
        Pass(FileRest.Quiet);
        File.Delete(_folder["a.yaml"]);
        Pass(FileRest.Quiet);
        Assert.That(InForce(), Is.EqualTo(["b"]));
        reading.Set();
        await _done.WaitAsync();
        AssertInForce("b");
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task A_file_that_is_too_long_is_not_read()
    {
        Start("a", "b");
        using (var file = File.OpenWrite(_folder["a.yaml"])) file.SetLength(3L << 30);
        Pass(FileRest.Quiet);
        await _done.WaitAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_watched.Look(_now, new(), all: false), Is.Null, "at rest, until all are looked at");
            Assert.That(
                _watched.Files.SelectMany(file => file.Resources).Select(resource => resource.Key.Name), Is.EquivalentTo(["a", "b"]));
            Assert.That(
                _watched.Files.Single(file => file.IsBroken).Errors.Single().Message,
                Does.StartWith("cannot be read (it is longer than 16 MiB"));
        }
    }

    [TestCase("mkfifo '{0}'", "a named pipe")]
    [TestCase("mkfifo '{0}.pipe'; ln -s '{0}.pipe' '{0}'", "a named pipe")]
    [TestCase("ln -s /dev/zero '{0}'", "a device")]
    [Platform(Include = "Linux")]
    public void What_is_no_regular_file_is_told_and_not_opened(string make, string kind)
    {
        Start("a", "b");
        File.Delete(_folder["a.yaml"]);
        using var shell = Process.Start("bash", ["-c", string.Format(CultureInfo.InvariantCulture, make, _folder["a.yaml"])]);
        shell.WaitForExit();
        AssertInForce("a", "b");
        var state = _watched.Files.Single(file => file.IsBroken);
        Assert.That(
            state.Errors.Single().ToString(),
            Is.EqualTo(
                $"{_folder["a.yaml"]}: cannot be read (it is {kind}, and only regular files are read); what it held before stays in "
                    + "force until it can"));
    }

    [Test]
    public void Subfolders_are_named_but_those_of_tools()
    {
        Start("a");
        foreach (var name in new[] { "two", "one", "..data", ".git" }) Directory.CreateDirectory(_folder[name]);
        AssertInForce("a");
        Assert.That(_watched.Subfolders, Is.EqualTo([_folder["one"], _folder["two"]]));
    }

    [Test]
    public void An_unreadable_folder_keeps_everything() =>
        AssertKept(() => _disk.Refused.Add(_folder.Path), () => _disk.Refused.Clear(), "cannot be read (access is denied)");

    [Test]
    public void A_folder_moved_away_keeps_everything() =>
        AssertKept(() => Directory.Move(_folder.Path, _folder.Aside), () => Directory.Move(_folder.Aside, _folder.Path), "is not there");

    [Test]
    public void An_emptied_folder_keeps_everything() =>
        AssertKept(
            () =>
            {
                foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
            },
            () => Start("a", "b"),
            "holds no resource file");

    [Test]
    public void A_file_with_only_a_comment_takes_everything_away()
    {
        Start("a", "b");
        File.Delete(_folder["b.yaml"]);
        File.WriteAllText(_folder["a.yaml"], "# nothing any more\n");
        AssertInForce();
        Assert.That(_watched.Problem, Is.Null);
    }

    [Test]
    public void A_swapped_data_link_changes_all_files_behind_it_at_once()
    {
        Version("v1", ("a.yaml", "a1"), ("b.yaml", "b1"));
        _folder.Swap("v1");
        foreach (var name in new[] { "a.yaml", "b.yaml" }) File.CreateSymbolicLink(_folder[name], Path.Combine("..data", name));
        AssertInForce("a1", "b1");

        Version("v2", ("a.yaml", "a2"), ("b.yaml", "b2"));
        _folder.Swap("v2");
        AssertInForce("a2", "b2");

        Version("v3", ("b.yaml", "b3")); // a.yaml leads nowhere now
        _folder.Swap("v3");
        AssertInForce("b3");
    }

    [Test]
    public void Links_that_all_lead_nowhere_are_an_emptied_folder()
    {
        Version("v1", ("a.yaml", "a1"));
        _folder.Swap("v1");
        File.CreateSymbolicLink(_folder["a.yaml"], Path.Combine("..data", "a.yaml"));
        AssertKept(
            () => Directory.Move(_folder["v1"], _folder.Aside),
            () => Directory.Move(_folder.Aside, _folder["v1"]),
            "holds no resource file",
            "a1");
    }

    [Test]
    public void A_single_file_that_is_away_keeps_what_it_held()
    {
        _folder.Write("a.yaml", "a");
        var file = new WatchedPath(_folder["a.yaml"], _disk, ReaderOptions.Default, _large);
        file.Look(_now, new(), all: true);
        file.Look(_now += FileRest.Quiet, new(), all: true);
        File.Delete(_folder["a.yaml"]);
        file.Look(_now, new(), all: true);
        file.Look(_now += TimeSpan.FromMinutes(1), new(), all: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(file.Files.SelectMany(state => state.Resources).Select(placed => placed.Key.Name), Is.EqualTo(["a"]));
            Assert.That(file.Problem?.Message, Does.StartWith("is not there; all that it held stays in force"));
        }
    }

    private void AssertKept(Action harm, Action mend, string problem, params string[] held)
    {
        if (held.Length == 0) Start(held = ["a", "b"]);
        AssertInForce(held);
        harm();
        AssertInForce(held);
        _now += TimeSpan.FromMinutes(1);
        AssertInForce(held);
        Assert.That(_watched.Problem?.Message, Does.StartWith(problem));
        mend();
        AssertInForce(held);
        Assert.That(_watched.Problem, Is.Null);
    }

    private void Start(params string[] names)
    {
        foreach (var name in names) _folder.Write($"{name}.yaml", name);
        Settle();
    }

    private void Version(string folder, params (string File, string Policy)[] files)
    {
        Directory.CreateDirectory(_folder[folder]);
        foreach (var (file, policy) in files) _folder.Write(Path.Combine(folder, file), policy);
    }

    private void Enlarge(string name, string policy) =>
        File.WriteAllText(_folder[name], TempFolder.Text(policy) + string.Concat(Enumerable.Repeat("# a line\n", LargeReads.Large / 8)));

    /// <summary>Looks, and again after that time.</summary>
    private void Pass(TimeSpan time)
    {
        Look();
        _now += time;
        Look();
    }

    private TimeSpan? Look() => _watched.Look(_now, new(), all: true);

    private string[] InForce()
    {
        Look();
        return [.. _watched.Files.SelectMany(file => file.Resources).Select(placed => placed.Key.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>Looks and lets time pass, until all is at rest.</summary>
    private void Settle(string? touched = null)
    {
        var events = new FilesTouched();
        if (touched is not null) events.Add(_folder[touched]);
        for (var looks = 0; _watched.Look(_now, events, all: touched is null) is { } wait; looks++)
        {
            Assert.That(looks, Is.LessThan(5), "a file never comes to rest");
            _now += wait;
        }
    }

    private void AssertInForce(params string[] names)
    {
        Settle();
        Assert.That(InForce(), Is.EqualTo(names));
    }
}
