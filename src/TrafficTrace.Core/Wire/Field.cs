using System.Collections.Immutable;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire;

/// <summary>
/// A place in a document: its path as violations print it, its line, and what stands there (null when nothing does; <c>null</c>
/// is nothing too). The line of an absent field is that of what it is missing from.
/// </summary>
internal sealed record Field(Findings Findings, string Path, int Line, DocumentNode? Node)
{
    public bool Exists => Node is not null;

    /// <summary>Keys of a mapping in their order; empty when there is none.</summary>
    public ImmutableArray<MappingEntry> Entries => Node is MappingNode mapping ? mapping.Entries : [];

    public static Field Of(Findings findings, string path, int line, DocumentNode? node) =>
        new(findings, path, line, node is ScalarNode { Kind: ScalarKind.Null } ? null : node);

    /// <summary>The field of that name in this mapping. Kuma prints some under another name (<c>conf</c> as <c>config</c>).</summary>
    public Field Child(string name, string? printedAs = null)
    {
        var entry = (Node as MappingNode)?.Find(name);
        return Of(Findings, Path.Length == 0 ? printedAs ?? name : $"{Path}.{printedAs ?? name}", entry?.Line ?? Line, entry?.Value);
    }

    /// <summary>The value of a key that is no field name but the user's own word, as of a tag.</summary>
    public Field At(string key)
    {
        var entry = (Node as MappingNode)?.Find(key);
        return Of(Findings, $"{Path}[{GoQuoted.Text(key)}]", entry?.Line ?? Line, entry?.Value);
    }

    public void Error(string message) => Findings.Error(Line, Path, message);

    public void Warning(string message) => Findings.Warning(Line, Path, message);
}
