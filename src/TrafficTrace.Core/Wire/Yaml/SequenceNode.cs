using System.Collections.Immutable;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>A YAML sequence or JSON array.</summary>
internal sealed class SequenceNode(int line, ImmutableArray<DocumentNode> items) : DocumentNode(line)
{
    public ImmutableArray<DocumentNode> Items { get; } = items;

    public override long Size { get; } = Around + items.Sum(item => item.Size);

    public override string Description => "a list";
}
