using System.Text.Json.Nodes;

namespace TrafficTrace.Cli.Output;

/// <summary>Prints what the API answered in the form that was asked for.</summary>
internal static class AnswerPrint
{
    /// <param name="answer">A tree is the answer as it is, and nothing where there is none.</param>
    /// <param name="format">The form.</param>
    /// <param name="output">Where to.</param>
    /// <param name="names">What <c>--output name</c> prints, a line each.</param>
    /// <param name="table">Prints it for a person.</param>
    public static void Write(JsonNode? answer, TableFormat format, TextWriter output, IEnumerable<string> names, Action table)
    {
        switch (format)
        {
            case TableFormat.Table:
                table();
                break;
            case TableFormat.Name:
                foreach (var name in names) output.WriteLine(Plain.Line(name));
                break;
            default:
                if (answer is not null) output.Write(Document.Render(answer, format));
                break;
        }
    }
}
