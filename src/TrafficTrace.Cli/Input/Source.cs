using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Input;

/// <summary>
/// A place in a document of any kind: how one gets there, its line, and what stands there (null when nothing does). The line of an
/// absent field is that of what it is missing from.
/// </summary>
internal sealed record Source(SourceText Origin, string Path, int Line, JsonNode? Node)
{
    public bool Exists => Node is not null;

    /// <summary>Of a scalar; else empty.</summary>
    public string Text => Node.Text();

    public IEnumerable<Source> Items => (Node as JsonArray ?? []).Select((item, index) => At($"{Path}[{index}]", item));

    /// <summary>By keys that are the user's own words.</summary>
    public IEnumerable<(string Key, Source Value)> Entries =>
        (Node as JsonObject ?? []).Select(entry => (entry.Key, At($"{Path}[\"{entry.Key}\"]", entry.Value)));

    /// <summary>Of the fields that a mapping has.</summary>
    public IEnumerable<string> Names => (Node as JsonObject ?? []).Where(entry => entry.Value is not null).Select(entry => entry.Key);

    public static Source Root(SourceText origin, JsonNode node) => new(origin, "", origin.Lines[node], node);

    public Source Child(params ReadOnlySpan<string> names)
    {
        var source = this;
        foreach (var name in names)
            source = source.At(source.Path.Length == 0 ? name : $"{source.Path}.{name}", source.Node.At(name));
        return source;
    }

    /// <summary>Gives another mapping those of the fields that this one has, as they stand here.</summary>
    public void CopyTo(JsonObject other, params string[] names)
    {
        foreach (var name in names)
        {
            if (Node.At(name) is { } value) other[name] = value.DeepClone();
        }
    }

    public Finding Says(string message) => new(Origin.File, Line, Origin.Document, Path, message);

    private Source At(string path, JsonNode? node) => new(Origin, path, node is null ? Line : Origin.Lines[node], node);
}
