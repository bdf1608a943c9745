using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Previews;

internal static class PreviewPrint
{
    /// <summary>Names make no sense of a preview: it is told as in a table.</summary>
    public static void Write(JsonNode? preview, TableFormat format, TextWriter output)
    {
        if (format is TableFormat.Json or TableFormat.Yaml && preview is not null) output.Write(Document.Render(preview, format));
        else PreviewText.Write(preview, output);
    }
}
