namespace TrafficTrace.Cli.Input;

/// <summary>
/// What files and standard input say. Each is read once, however often it is asked for: a pipe, which a file may be too, is empty then.
/// </summary>
internal sealed class InputTexts(TextReader standard)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <exception cref="IOException">It can't be read, or is longer than a text may be.</exception>
    /// <exception cref="UnauthorizedAccessException">Nobody lets this user read it.</exception>
    public string Of(string path)
    {
        if (!_texts.TryGetValue(path, out var text))
            _texts[path] = text = path == ResourceInput.Standard ? BoundedText.Read(standard) : BoundedText.Read(path);
        return text;
    }
}
