using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Server;

/// <summary>What a write of several resources came to, a line a resource; trees are the answer as it is.</summary>
internal static class Changes
{
    public static void Write(JsonNode? answer, TableFormat format, TextWriter output)
    {
        if (format is TableFormat.Json or TableFormat.Yaml && answer is not null)
        {
            output.Write(Document.Render(answer, format));
            return;
        }

        foreach (var change in answer.Items("changes")) output.WriteLine(Plain.Line(Told(change, format)));
    }

    private static string Told(JsonNode? change, TableFormat format)
    {
        var (type, name) = (change.Text("kind"), change.Text("name"));
        if (format != TableFormat.Name) return $"{change.Text("action")} {type} \"{name}\"";
        return $"{ApiKind.Find(type)?.Singular ?? type}/{name}";
    }
}
