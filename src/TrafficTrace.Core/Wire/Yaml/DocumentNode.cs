namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>A value of a YAML or JSON text. <see cref="Line"/> is where it begins, counted from 1.</summary>
internal abstract class DocumentNode(int line)
{
    public int Line { get; } = line;

    /// <summary>How many nodes there are once every alias is written out.</summary>
    public virtual long Size => 1;

    /// <summary>For messages: "a list", "the number 1".</summary>
    public abstract string Description { get; }
}
