using System.Diagnostics;
using System.Globalization;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Files;

/// <summary>Files that are broken, emptied, cut off or not to be read keep what they held.</summary>
public sealed class BrokenFileTests : WatchedPathFixture
{
    [Test]
    public void Half_of_the_documents_are_not_taken_for_all()
    {
        Folder.Write("a.yaml", "one", "two");
        AssertInForce("one", "two");

        Folder.Write("a.yaml", "one");
        Assert.That(Look(), Is.EqualTo(FileRest.Quiet));
        Now += FileRest.Quiet - TimeSpan.FromMilliseconds(1);
        Assert.That(InForce(), Is.EqualTo(["one", "two"]));

        Folder.Write("a.yaml", "one", "two", "three");
        Now += FileRest.Quiet - TimeSpan.FromMilliseconds(1);
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
        File.WriteAllText(Folder["a.yaml"], emptied);
        Now += TimeSpan.FromMinutes(1);
        AssertInForce("a", "b");
        var state = Watched.Files.Single(file => file.IsBroken);
        Assert.That(state.Errors.Single().ToString(), Does.StartWith($"{Folder["a.yaml"]}: is empty, which is taken for an accident"));

        Folder.Write("a.yaml", "mended");
        AssertInForce("b", "mended");
    }

    [TestCase("# none\n")]
    [TestCase("--- # none\n")]
    [TestCase("[]\n")]
    public void A_file_that_says_that_it_is_empty_takes_away_what_it_held(string meant)
    {
        Start("a", "b");
        File.WriteAllText(Folder["a.yaml"], meant);
        AssertInForce("b");
        Assert.That(Watched.Files.Any(file => file.IsBroken), Is.False);
    }

    [Test]
    public void A_broken_file_keeps_its_last_good_version_and_says_where_it_is_broken()
    {
        Start("a", "b");
        File.WriteAllText(
            Folder["a.yaml"], TempFolder.Text("good") + "---\ntype: TrafficTrace\nmesh: default\nname: bad\nselectors: []\n");
        AssertInForce("a", "b");

        var state = Watched.Files.Single(file => file.IsBroken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(state.Path, Is.EqualTo(Folder["a.yaml"]));
            Assert.That(state.Since, Is.EqualTo(Now));
            Assert.That(state.Errors.Single().Field, Is.EqualTo("selectors"));
            Assert.That(state.Errors.Single().Line, Is.GreaterThan(5));
            Assert.That(state.Errors.Single().File, Is.EqualTo(Folder["a.yaml"]));
        }

        Folder.Write("a.yaml", "mended");
        AssertInForce("b", "mended");
        Assert.That(Watched.Files.Any(file => file.IsBroken), Is.False);
    }

    [Test]
    public void A_file_cut_off_in_a_document_keeps_its_last_good_version()
    {
        Start("a");
        File.WriteAllText(Folder["a.yaml"], TempFolder.Text("a")[..^10]);
        AssertInForce("a");
        Assert.That(Watched.Files.Single().IsBroken, Is.True);
    }

    [Test]
    public void At_the_start_the_good_documents_of_a_broken_file_are_served_but_later_a_new_broken_file_adds_nothing()
    {
        var broken = TempFolder.Text("good") + "---\ntype: TrafficTrace\nmesh: default\nname: bad\nselectors: []\n";
        File.WriteAllText(Folder["a.yaml"], broken);
        Folder.Write("b.yaml", "b");
        AssertInForce("b", "good");

        File.WriteAllText(Folder["c.yaml"], broken.Replace("good", "later", StringComparison.Ordinal));
        AssertInForce("b", "good");
        Assert.That(Watched.Files.Count(file => file.IsBroken), Is.EqualTo(2));
    }

    [Test]
    public void An_unreadable_file_keeps_what_it_held_until_it_can_be_read_again()
    {
        Start("a", "b");
        Seen.Refused.Add(Folder["a.yaml"]);
        AssertInForce("a", "b");
        Assert.That(
            Watched.Files.Single(file => file.IsBroken).Errors.Single().ToString(),
            Does.StartWith($"{Folder["a.yaml"]}: cannot be read (access is denied)"));
        var told = Watched.Files.ToArray();
        Look();
        Assert.That(Watched.Files, Is.EqualTo(told), "said once");

        Seen.Refused.Clear();
        AssertInForce("a", "b");
        Assert.That(Watched.Files.Any(file => file.IsBroken), Is.False);
    }

    [Test]
    public void A_file_that_fails_in_any_way_keeps_what_it_held_and_leaves_the_others_alone()
    {
        Start("a", "b");
        Folder.Write("a.yaml", "another");
        Folder.Write("b.yaml", "new-b");
        Seen.Faults.Add(Folder["a.yaml"], new InsufficientMemoryException("there is none"));
        AssertInForce("a", "new-b");
        Assert.That(
            Watched.Files.Single(file => file.IsBroken).Errors.Single().Message,
            Does.Contain("InsufficientMemoryException: there is none"));

        Seen.Faults.Clear();
        Folder.Write("a.yaml", "mended");
        AssertInForce("mended", "new-b");
    }

    [Test]
    public void Of_a_file_with_many_errors_the_first_are_kept_and_their_number()
    {
        File.WriteAllText(
            Folder["a.yaml"],
            string.Concat(Enumerable.Repeat("---\ntype: TrafficTrace\nmesh: default\nname: bad\nselectors: []\n", 1000)));
        AssertInForce();
        var state = Watched.Files.Single();
        Assert.That((state.Errors.Length, state.ErrorCount), Is.EqualTo((FileState.MaxFindings, 1000)));
        Assert.That(state.Errors[0].Line, Is.EqualTo(5));
    }

    [TestCase("mkfifo '{0}'", "a named pipe")]
    [TestCase("mkfifo '{0}.pipe'; ln -s '{0}.pipe' '{0}'", "a named pipe")]
    [TestCase("ln -s /dev/zero '{0}'", "a device")]
    [Platform(Include = "Linux")]
    public void What_is_no_regular_file_is_told_and_not_opened(string make, string kind)
    {
        Start("a", "b");
        File.Delete(Folder["a.yaml"]);
        using var shell = Process.Start("bash", ["-c", string.Format(CultureInfo.InvariantCulture, make, Folder["a.yaml"])]);
        shell.WaitForExit();
        AssertInForce("a", "b");
        var state = Watched.Files.Single(file => file.IsBroken);
        Assert.That(
            state.Errors.Single().ToString(),
            Is.EqualTo(
                $"{Folder["a.yaml"]}: cannot be read (it is {kind}, and only regular files are read); what it held before stays in "
                    + "force until it can"));
    }
}
