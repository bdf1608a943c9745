using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>
/// The text cannot be read on from <see cref="Line"/>. Stays within the reader, which makes a <see cref="Finding"/> of it.
/// </summary>
internal sealed class UnreadableTextException(int line, string message, Exception? cause = null) : Exception(message, cause)
{
    public int Line { get; } = line;
}
