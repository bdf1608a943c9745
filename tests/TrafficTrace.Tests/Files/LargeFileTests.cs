using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Files;

/// <summary>Large files are read beside the others.</summary>
public sealed class LargeFileTests : WatchedPathFixture
{
    [Test]
    public async Task A_large_file_is_read_beside_while_the_others_go_on()
    {
        Start("a", "b");
        var reading = Seen.Hold(Folder["a.yaml"]);
        Enlarge("a.yaml", "large");
        Folder.Write("b.yaml", "new-b");
        Pass(FileRest.Quiet);
        Assert.That(InForce(), Is.EqualTo(["a", "new-b"]));

        Folder.Write("b.yaml", "newer-b");
        Pass(FileRest.Quiet);
        Assert.That(InForce(), Is.EqualTo(["a", "newer-b"]));

        reading.Set();
        await ReadAsync();
        AssertInForce("large", "newer-b");
    }

    [Test]
    public async Task Of_several_large_files_one_is_read_after_the_other()
    {
        Start("a", "b");
        var reading = Seen.Hold(Folder["a.yaml"]);
        Seen.Reads.Clear();
        Enlarge("a.yaml", "large-a");
        Enlarge("b.yaml", "large-b");
        Pass(FileRest.Quiet);
        Assert.That(Large.TryBegin(new WatchedFile(Folder["b.yaml"], Seen, ReaderOptions.Default, atStart: false)), Is.False);
        reading.Set();
        await ReadAsync();
        Look();
        await ReadAsync();
        AssertInForce("large-a", "large-b");
        Assert.That(Seen.Reads, Is.EquivalentTo(["a.yaml", "b.yaml"]));
    }

    [Test]
    public async Task A_large_file_that_changes_while_it_is_read_is_read_again()
    {
        Start("a");
        var reading = Seen.Hold(Folder["a.yaml"]);
        Enlarge("a.yaml", "large");
        Pass(FileRest.Quiet);
        Folder.Write("a.yaml", "short");
        reading.Set();
        await ReadAsync();
        AssertInForce("short");
    }

    [Test]
    public async Task A_large_file_that_goes_while_it_is_read_is_gone()
    {
        Start("a", "b");
        var reading = Seen.Hold(Folder["a.yaml"]);
        Enlarge("a.yaml", "large");
        Pass(FileRest.Quiet);
        File.Delete(Folder["a.yaml"]);
        Pass(FileRest.Quiet);
        Assert.That(InForce(), Is.EqualTo(["b"]));
        reading.Set();
        await ReadAsync();
        AssertInForce("b");
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task A_file_that_is_too_long_is_not_read()
    {
        Start("a", "b");
        using (var file = File.OpenWrite(Folder["a.yaml"])) file.SetLength(3L << 30);
        Pass(FileRest.Quiet);
        await ReadAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Watched.Look(Now, new(), all: false), Is.Null, "at rest, until all are looked at");
            Assert.That(
                Watched.Files.SelectMany(file => file.Resources).Select(resource => resource.Key.Name), Is.EquivalentTo(["a", "b"]));
            Assert.That(
                Watched.Files.Single(file => file.IsBroken).Errors.Single().Message,
                Does.StartWith("cannot be read (it is longer than 16 MiB"));
        }
    }

    private async Task ReadAsync() => Assert.That(await Done.WaitAsync(TimeSpan.FromSeconds(30)), Is.True, "no large file was read");

    private void Enlarge(string name, string policy) =>
        File.WriteAllText(Folder[name], TempFolder.Text(policy) + string.Concat(Enumerable.Repeat("# a line\n", LargeReads.Large / 8)));
}
