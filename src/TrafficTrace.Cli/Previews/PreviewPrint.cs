using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Previews;

internal static class PreviewPrint
{
    /// <summary>Names make no sense of a preview: it is told as in a table.</summary>
    /// <param name="preview">The answer.</param>
    /// <param name="format">How it is printed.</param>
    /// <param name="output">Where to.</param>
    /// <param name="takesToken">Whether the same command does what was previewed when it is given the token.</param>
    /// <returns>The exit code: what would be refused is refused already.</returns>
    public static int Write(JsonNode? preview, TableFormat format, TextWriter output, bool takesToken = false)
    {
        var isValid = preview.Text("valid") != "false";
        if (format is TableFormat.Json or TableFormat.Yaml && preview is not null)
        {
            output.Write(Document.Render(preview, format));
        }
        else
        {
            PreviewText.Write(preview, output);
            if (takesToken && isValid) PreviewText.WriteToken(preview, output);
        }

        return isValid ? ExitCode.Done : ExitCode.Refused;
    }
}
