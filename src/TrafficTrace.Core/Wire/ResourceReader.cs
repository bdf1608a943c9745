using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire;

/// <summary>
/// Turns a text into checked resources, or into all that is wrong with it. YAML with any number of documents, or JSON; single
/// resources or lists of them; Kuma's Universal form or its Kubernetes form.
/// </summary>
public static class ResourceReader
{
    /// <summary><paramref name="file"/> is only for saying where a finding is. Never throws, whatever the text is.</summary>
    public static ReadResult Read(string text, string? file, ReaderOptions options)
    {
        var reading = new ReadBuilder(file, options);
        try
        {
            foreach (var document in YamlTree.Documents(text)) reading.Add(document);
        }
        catch (UnreadableTextException exception)
        {
            reading.Unreadable(exception);
        }

        return reading.Result();
    }
}
