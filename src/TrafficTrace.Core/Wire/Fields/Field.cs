using System.Collections.Immutable;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Fields;

/// <summary>
/// A place in a document: how one gets there, its line, and what stands there (null when nothing does; <c>null</c>
/// is nothing too). The line of an absent field is that of what it is missing from.
/// </summary>
internal sealed record Field(Findings Findings, Field? Parent, FieldStep Step, int Line, DocumentNode? Node)
{
    /// <summary>As violations print it. Put together when one is found: nearly all fields are right.</summary>
    public string Path => Parent is null ? "" : Step.After(Parent.Path);

    public bool Exists => Node is not null;

    /// <summary>Keys of a mapping in their order; empty when there is none.</summary>
    public ImmutableArray<MappingEntry> Entries => Node is MappingNode mapping ? mapping.Entries : [];

    public static Field Root(Findings findings, DocumentNode node) => new(findings, null, default, node.Line, node);

    /// <summary>The field of that name in this mapping.</summary>
    public Field Child(string name)
    {
        var entry = (Node as MappingNode)?.Find(name);
        return At(FieldStep.Field(name), entry?.Line ?? Line, entry?.Value);
    }

    /// <summary>The value of a key that is no field name but the user's own word, as of a tag.</summary>
    public Field At(string key)
    {
        var entry = (Node as MappingNode)?.Find(key);
        return At(FieldStep.Key(key), entry?.Line ?? Line, entry?.Value);
    }

    public Field Item(int index, DocumentNode item) => At(FieldStep.Item(index), item.Line, item);

    public void Error(string message)
    {
        if (!Findings.Errors.CountsOnly()) Findings.Error(Line, Path, message);
    }

    public void Warning(FindingCode code, string message)
    {
        if (!Findings.Warnings.CountsOnly()) Findings.Warning(code, Line, Path, message);
    }

    private Field At(FieldStep step, int line, DocumentNode? node) =>
        new(Findings, this, step, line, node is ScalarNode { Kind: ScalarKind.Null } ? null : node);
}
