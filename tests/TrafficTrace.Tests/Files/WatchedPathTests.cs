using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.Tests.Files;

/// <summary>Which files are read, and when what they hold comes and goes.</summary>
public sealed class WatchedPathTests : WatchedPathFixture
{
    [Test]
    public void At_the_start_every_file_is_read_once()
    {
        Folder.Write("b.yaml", "b1", "b2");
        Folder.Write("a.yml", "a");
        File.WriteAllText(Folder["c.json"], """{"type":"TrafficTrace","mesh":"default","name":"c","selectors":[{"match":{"a":"*"}}]}""");
        AssertInForce("a", "b1", "b2", "c");
        Assert.That(Seen.Reads, Is.EquivalentTo(["a.yml", "b.yaml", "c.json"]));
    }

    [Test]
    public void Only_the_file_that_changed_is_read_again()
    {
        Start("a", "b");
        AssertInForce("a", "b");
        Seen.Reads.Clear();
        Folder.Write("a.yaml", "another");
        AssertInForce("another", "b");
        Assert.That(Seen.Reads, Is.EqualTo(["a.yaml"]));
    }

    [Test]
    public void Of_what_events_name_only_that_is_looked_at()
    {
        Start("a", "b", "c");
        foreach (var name in new[] { "a", "b", "c" }) Folder.Write($"{name}.yaml", $"new-{name}");
        Settle("a.yaml");
        Assert.That(
            Watched.Files.SelectMany(file => file.Resources).Select(placed => placed.Key.Name), Is.EquivalentTo(["new-a", "b", "c"]));
        AssertInForce("new-a", "new-b", "new-c");
    }

    [Test]
    public void A_file_that_an_event_named_and_that_is_gone_goes()
    {
        Start("a", "b");
        File.Delete(Folder["a.yaml"]);
        Settle("a.yaml");
        Assert.That(Watched.Files.Select(file => Path.GetFileName(file.Path)), Is.EqualTo(["b.yaml"]));
    }

    [Test]
    public void When_an_event_names_the_last_file_and_it_is_gone_it_stays_in_force()
    {
        Start("a");
        File.Delete(Folder["a.yaml"]);
        Settle("a.yaml");
        Assert.That(Watched.Problem?.Message, Does.StartWith("holds no resource file"));
        Assert.That(InForce(), Is.EqualTo(["a"]));
    }

    [Test]
    public void A_file_that_was_moved_over_another_counts_at_once()
    {
        Start("a", "b");
        Folder.Replace("a.yaml", "new");
        var touched = new FilesTouched();
        touched.AddRenamed(Folder["a.yaml"]);
        Now += FileRest.Quiet;
        Assert.That(Watched.Look(Now, touched, all: false), Is.Null);
        Assert.That(Watched.Files.SelectMany(file => file.Resources).Select(placed => placed.Key.Name), Is.EquivalentTo(["b", "new"]));
    }

    [Test]
    public void Temporary_files_of_editors_and_folders_are_not_read()
    {
        Start("a");
        Folder.Write(".a.yaml.swp", "swap");
        Folder.Write(".hidden.yaml", "hidden");
        Folder.Write("a.yaml~", "backup");
        Folder.Write("4913", "probe");
        Directory.CreateDirectory(Folder["sub.yaml"]);
        AssertInForce("a");
    }

    [Test]
    public void A_file_renamed_over_counts()
    {
        Start("a", "b");
        Folder.Replace("a.yaml", "new");
        AssertInForce("b", "new");
    }

    [Test]
    public void A_renamed_file_is_in_force_throughout()
    {
        Start("a", "b");
        File.Move(Folder["a.yaml"], Folder["z.yaml"]);
        Assert.That(InForce(), Is.EqualTo(["a", "b"]), "seen, and not taken for a deletion yet");
        AssertInForce("a", "b");
    }

    [Test]
    public void A_deleted_file_goes_after_the_quiet_time_and_the_others_stay()
    {
        Start("a", "b");
        File.Delete(Folder["a.yaml"]);
        Assert.That(Look(), Is.EqualTo(FileRest.Quiet));
        Now += FileRest.Quiet;
        Assert.That(Look(), Is.Null);
        Assert.That(InForce(), Is.EqualTo(["b"]));
    }

    [Test]
    public void A_file_that_is_back_within_the_quiet_time_was_never_away()
    {
        Start("a", "b");
        File.Move(Folder["a.yaml"], Folder.Aside);
        Look();
        Now += FileRest.Quiet / 2;
        File.Move(Folder.Aside, Folder["a.yaml"]);
        AssertInForce("a", "b");
    }
}
