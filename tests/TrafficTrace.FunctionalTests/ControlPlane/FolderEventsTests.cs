using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>The watch on a real folder with the real events of the system.</summary>
internal sealed class FolderEventsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HashSet<ResourceKey> _told = [];
    private string _folder = "";
    private IAsyncEnumerator<ResourceChanges>? _changes;

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    [TearDown]
    public async Task DeleteAsync()
    {
        if (_changes is not null) await _changes.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Each_way_of_changing_a_file_is_seen_by_its_event()
    {
        Write("a.yaml", "a");
        Write("b.yaml", "b");
        // The clock that makes it look anyway never gets there: only events do.
        var files = new ResourceFiles(
            [_folder], ReaderOptions.Default, new Disk(), new EventsOnlyTime(), NullLogger<ResourceFiles>.Instance);
        _changes = files.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.That(await NextAsync(), Is.EqualTo(["a", "b"]));

        Write("a.yaml", "written");
        Assert.That(await NextAsync(), Is.EqualTo(["b", "written"]));
        Write(".a.tmp", "renamed-over");
        File.Move(Path.Combine(_folder, ".a.tmp"), Path.Combine(_folder, "a.yaml"), overwrite: true);
        Assert.That(await NextAsync(), Is.EqualTo(["b", "renamed-over"]));
        Write("c.yaml", "created");
        Assert.That(await NextAsync(), Is.EqualTo(["b", "created", "renamed-over"]));
        File.Delete(Path.Combine(_folder, "b.yaml"));
        Assert.That(await NextAsync(), Is.EqualTo(["created", "renamed-over"]));
    }

    private void Write(string file, string policy) =>
        File.WriteAllText(Path.Combine(_folder, file), Documents.Policy.Replace("name: all", $"name: {policy}", StringComparison.Ordinal));

    /// <summary>All that is told to be there, after the next change.</summary>
    private async Task<string[]> NextAsync()
    {
        Assert.That(await _changes!.MoveNextAsync().AsTask().WaitAsync(Patience), Is.True);
        _told.ExceptWith(_changes.Current.Deletes);
        _told.UnionWith(_changes.Current.Puts.Select(put => put.Key));
        return [.. _told.Select(key => key.Name).Order(StringComparer.Ordinal)];
    }
}
