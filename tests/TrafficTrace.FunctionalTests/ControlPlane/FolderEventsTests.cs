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
    private readonly ResourceFolder _folder = new();
    private IAsyncEnumerator<ResourceChanges>? _changes;

    [TearDown]
    public async Task DeleteAsync()
    {
        if (_changes is not null) await _changes.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Each_way_of_changing_a_file_is_seen_by_its_event()
    {
        Write("a", "a");
        Write("b", "b");
        // The clock that makes it look anyway never gets there: only events do.
        var files = new ResourceFiles(
            [_folder.Path], ReaderOptions.Default, new Disk(), new EventsOnlyTime(), NullLogger<ResourceFiles>.Instance);
        _changes = files.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.That(await NextAsync(), Is.EqualTo(["a", "b"]));

        Write("a", "written");
        Assert.That(await NextAsync(), Is.EqualTo(["b", "written"]));
        _folder.Write("a", Policy("renamed-over"));
        Assert.That(await NextAsync(), Is.EqualTo(["b", "renamed-over"]));
        Write("c", "created");
        Assert.That(await NextAsync(), Is.EqualTo(["b", "created", "renamed-over"]));
        File.Delete(_folder.FileOf("b"));
        Assert.That(await NextAsync(), Is.EqualTo(["created", "renamed-over"]));
    }

    private void Write(string file, string policy) => File.WriteAllText(_folder.FileOf(file), Policy(policy));

    private static string Policy(string name) => Documents.Policy.Replace("name: all", $"name: {name}", StringComparison.Ordinal);

    /// <summary>All that is told to be there, after the next change.</summary>
    private async Task<string[]> NextAsync()
    {
        Assert.That(await _changes!.MoveNextAsync().AsTask().WaitAsync(Patience), Is.True);
        _told.ExceptWith(_changes.Current.Deletes);
        _told.UnionWith(_changes.Current.Puts.Select(put => put.Key));
        return [.. _told.Select(key => key.Name).Order(StringComparer.Ordinal)];
    }
}
