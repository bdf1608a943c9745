using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Inspect;

internal static class InspectPrint
{
    /// <param name="document">The answer.</param>
    /// <param name="format">Trees are the answer as it is.</param>
    /// <param name="output">Where to.</param>
    /// <param name="text">Anything else is printed by that.</param>
    public static void Write(JsonNode? document, TableFormat format, TextWriter output, Action text)
    {
        if (format is TableFormat.Json or TableFormat.Yaml && document is not null) output.Write(Document.Render(document, format));
        else text();
    }
}
