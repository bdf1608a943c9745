namespace TrafficTrace.Cli.Input;

/// <summary>What a program is given on standard input. It is read once, however often it is asked for.</summary>
internal sealed class StandardInput(TextReader reader)
{
    private string? _text;

    /// <exception cref="IOException">It is longer than a text may be.</exception>
    public string Text => _text ??= BoundedText.Read(reader);
}
