using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>
/// The parser of YamlDotNet, with one way to fail. Its scanner answers some broken texts with exceptions that say nothing about
/// them: those are put down to the place that was read last.
/// </summary>
internal sealed class SteadyParser(string text) : IParser
{
    private readonly Parser _parser = new(new StringReader(text));

    public ParsingEvent? Current => _parser.Current;

    /// <exception cref="UnreadableTextException">The text is neither YAML nor JSON.</exception>
    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (YamlException exception)
        {
            throw YamlFaults.Of(exception, text);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new UnreadableTextException(
                (int)(Current?.End.Line ?? 1),
                "cannot be read as YAML or JSON: something does not belong here or right after it",
                exception);
        }
    }
}
