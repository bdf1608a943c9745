using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire;

/// <summary>
/// Turns a text into checked resources, or into all that is wrong with it. YAML with any number of documents, or JSON; single
/// resources or lists of them; Kuma's Universal form or its Kubernetes form.
/// </summary>
public static class ResourceReader
{
    /// <summary>
    /// In bytes of a file: what is longer is refused, and need not be brought into memory. No text of so many characters has fewer bytes.
    /// </summary>
    public const int MaxLength = TextRules.MaxLength;

    /// <summary>Why a file of more than <see cref="MaxLength"/> is not read.</summary>
    public static readonly string TooLong = $"it is longer than {MaxLength >> 20} MiB: split it into several files";

    /// <summary><paramref name="file"/> is only for saying where a finding is. Never throws, whatever the text is.</summary>
    public static ReadResult Read(string text, string? file, ReaderOptions options)
    {
        var reading = new ReadBuilder(file, options);
        Read(text, reading);
        return reading.Result();
    }

    /// <summary>
    /// The same for the whole of a file. That one is emptied is mostly an accident: half of a copy, a tool that failed. So a file without
    /// documents is an error, unless it has a comment: whoever writes one means it.
    /// </summary>
    public static ReadResult ReadFile(string text, string file, ReaderOptions options)
    {
        var reading = new ReadBuilder(file, options) { IsFile = true };
        // All that can stand in it without documents are blanks, marks and comments.
        if (Read(text, reading) == 0 && !text.Contains('#')) reading.Nothing();
        return reading.Result();
    }

    /// <summary>The same for the body of a request: one document, which has to be that of <paramref name="key"/>.</summary>
    public static ReadResult ReadOne(string text, ResourceKey key, ReaderOptions options)
    {
        var reading = new ReadBuilder(null, options) { Expected = key };
        Read(text, reading);
        reading.ExpectOne();
        return reading.Result();
    }

    /// <summary>Returns the number of documents; one that cannot be read counts.</summary>
    private static int Read(string text, ReadBuilder reading)
    {
        var documents = 0;
        try
        {
            foreach (var document in YamlTree.Documents(text))
            {
                reading.Add(document);
                documents++;
            }
        }
        catch (UnreadableTextException exception)
        {
            reading.Unreadable(YamlFaults.OrTemplate(exception, text));
            documents++;
        }

        return documents;
    }
}
