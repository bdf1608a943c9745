using System.Collections.Immutable;
using System.Threading.Channels;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>A source that the test writes to: documents by a name of the test's own.</summary>
internal sealed class TestResources : IResourceSource
{
    private readonly Channel<ResourceChanges> _changes = Channel.CreateUnbounded<ResourceChanges>();
    private ImmutableArray<ResourceKey> _keys = [];
    private readonly SortedDictionary<string, string> _documents = new(StringComparer.Ordinal);

    public Origin Origin => Origin.File;

    /// <summary>Puts documents; null removes one. All of a call are one change.</summary>
    public void Put(params (string Name, string? Yaml)[] documents)
    {
        foreach (var (name, yaml) in documents)
        {
            if (yaml is null) _documents.Remove(name);
            else _documents[name] = yaml;
        }

        var read = ResourceReader.Read(string.Join("\n---\n", _documents.Values), "test.yaml", ReaderOptions.Default);
        Assert.That(read.Errors, Is.Empty);
        var gone = _keys;
        _keys = [.. read.Resources.Select(resource => resource.Key)];
        _changes.Writer.TryWrite(new(PlacedResource.Nowhere(read.Resources), [.. gone.Except(_keys)]));
    }

    public IAsyncEnumerable<ResourceChanges> ReadAsync(CancellationToken token) => _changes.Reader.ReadAllAsync(token);
}
