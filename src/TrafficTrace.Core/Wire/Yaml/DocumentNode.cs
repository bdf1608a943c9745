namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>A value of a YAML or JSON text. <see cref="Line"/> is where it begins, counted from 1.</summary>
internal abstract class DocumentNode(int line)
{
    /// <summary>Quotes or brackets, a comma, a blank.</summary>
    protected const int Around = 4;

    public int Line { get; } = line;

    /// <summary>About how many characters it takes to write the node as JSON, with every alias in it written out.</summary>
    public abstract long Size { get; }

    /// <summary>For messages: "a list", "the number 1".</summary>
    public abstract string Description { get; }
}
