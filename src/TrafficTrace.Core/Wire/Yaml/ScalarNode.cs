using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>
/// A scalar. <see cref="Text"/> is empty for null, <c>true</c> or <c>false</c>, a JSON number (or <c>NaN</c>, <c>Infinity</c>,
/// <c>-Infinity</c>), or the text itself.
/// </summary>
internal sealed class ScalarNode(int line, ScalarKind kind, string text) : DocumentNode(line)
{
    public ScalarKind Kind { get; } = kind;

    public string Text { get; } = text;

    public override long Size => Around + Text.Length;

    public override string Description => Kind switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Boolean => $"the boolean {Text}",
        ScalarKind.Number => $"the number {GoQuoted.Word(Text)}",
        _ => "text",
    };
}
