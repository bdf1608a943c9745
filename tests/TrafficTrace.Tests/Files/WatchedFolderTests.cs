using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Files;

/// <summary>What is made of a folder as a whole.</summary>
public sealed class WatchedFolderTests : WatchedPathFixture
{
    [Test]
    public void Subfolders_are_named_but_those_of_tools()
    {
        Start("a");
        foreach (var name in new[] { "two", "one", "..data", ".git" }) Directory.CreateDirectory(Folder[name]);
        AssertInForce("a");
        Assert.That(Watched.Subfolders, Is.EqualTo([Folder["one"], Folder["two"]]));
    }

    [Test]
    public void An_unreadable_folder_keeps_everything() =>
        AssertKept(() => Seen.Refused.Add(Folder.Path), () => Seen.Refused.Clear(), "cannot be read (access is denied)");

    [Test]
    public void A_folder_moved_away_keeps_everything() =>
        AssertKept(() => Directory.Move(Folder.Path, Folder.Aside), () => Directory.Move(Folder.Aside, Folder.Path), "is not there");

    [Test]
    public void An_emptied_folder_keeps_everything() =>
        AssertKept(
            () =>
            {
                foreach (var file in Directory.GetFiles(Folder.Path)) File.Delete(file);
            },
            () => Start("a", "b"),
            "holds no resource file");

    [Test]
    public void A_file_with_only_a_comment_takes_everything_away()
    {
        Start("a", "b");
        File.Delete(Folder["b.yaml"]);
        File.WriteAllText(Folder["a.yaml"], "# nothing any more\n");
        AssertInForce();
        Assert.That(Watched.Problem, Is.Null);
    }

    [Test]
    public void A_swapped_data_link_changes_all_files_behind_it_at_once()
    {
        Version("v1", ("a.yaml", "a1"), ("b.yaml", "b1"));
        Folder.Swap("v1");
        foreach (var name in new[] { "a.yaml", "b.yaml" }) File.CreateSymbolicLink(Folder[name], Path.Combine("..data", name));
        AssertInForce("a1", "b1");

        Version("v2", ("a.yaml", "a2"), ("b.yaml", "b2"));
        Folder.Swap("v2");
        AssertInForce("a2", "b2");

        Version("v3", ("b.yaml", "b3")); // a.yaml leads nowhere now
        Folder.Swap("v3");
        AssertInForce("b3");
    }

    [Test]
    public void Links_that_all_lead_nowhere_are_an_emptied_folder()
    {
        Version("v1", ("a.yaml", "a1"));
        Folder.Swap("v1");
        File.CreateSymbolicLink(Folder["a.yaml"], Path.Combine("..data", "a.yaml"));
        AssertKept(
            () => Directory.Move(Folder["v1"], Folder.Aside),
            () => Directory.Move(Folder.Aside, Folder["v1"]),
            "holds no resource file",
            "a1");
    }

    [Test]
    public void A_single_file_that_is_away_keeps_what_it_held()
    {
        Folder.Write("a.yaml", "a");
        var file = new WatchedPath(Folder["a.yaml"], Seen, ReaderOptions.Default, Large);
        file.Look(Now, new(), all: true);
        file.Look(Now += FileRest.Quiet, new(), all: true);
        File.Delete(Folder["a.yaml"]);
        file.Look(Now, new(), all: true);
        file.Look(Now += TimeSpan.FromMinutes(1), new(), all: true);
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
        Now += TimeSpan.FromMinutes(1);
        AssertInForce(held);
        Assert.That(Watched.Problem?.Message, Does.StartWith(problem));
        mend();
        AssertInForce(held);
        Assert.That(Watched.Problem, Is.Null);
    }

    private void Version(string folder, params (string File, string Policy)[] files)
    {
        Directory.CreateDirectory(Folder[folder]);
        foreach (var (file, policy) in files) Folder.Write(Path.Combine(folder, file), policy);
    }
}
