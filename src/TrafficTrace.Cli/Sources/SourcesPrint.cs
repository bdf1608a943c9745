using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Previews;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Sources;

/// <summary>Where documents come from: what each source holds, what is wrong with it, and what of it is held back.</summary>
internal static class SourcesPrint
{
    public static void Write(JsonNode? sources, TableFormat format, TextWriter output) => AnswerPrint.Write(
        sources,
        format,
        output,
        sources.Items("items").Select(source => source.Text("name")),
        () => WriteTable(sources, output));

    private static void WriteTable(JsonNode? sources, TextWriter output)
    {
        var table = new TextTable("SOURCE", "RESOURCES", "STATE", "KEEPS");
        foreach (var source in sources.Items("items"))
            table.Add(source.Text("name"), source.Text("resources"), State(source), source.Text("keeps"));
        table.Write(output);
        foreach (var source in sources.Items("items"))
        {
            foreach (var error in source.Items("errors")) output.WriteLine(Plain.Line($"error: {Told(error)}"));
            foreach (var warning in source.Items("warnings")) output.WriteLine(Plain.Line($"warning: {Told(warning)}"));
            WriteHeld(source, output);
        }
    }

    private static string State(JsonNode? source)
    {
        if (source.At("held") is not null) return "held back";
        return source.Items("errors").Any() ? "broken in part" : "good";
    }

    private static string Told(JsonNode? finding)
    {
        var place = string.Join(':', new[] { finding.Text("file"), finding.Text("line") }.Where(text => text is not ("" or "0")));
        string[] parts = [place, finding.Text("resource"), finding.Text("field"), finding.Text("message")];
        return string.Join(": ", parts.Where(part => part.Length > 0));
    }

    private static void WriteHeld(JsonNode? source, TextWriter output)
    {
        if (source.At("held") is not { } held) return;
        output.WriteLine();
        output.WriteLine(Plain.Line(
            $"{source.Text("name")}: a change is held back: {held.Text("reason")}. To let it pass: traffictrace sources accept"));
        if (held.At("preview") is { } preview) PreviewText.Write(preview, output);
    }
}
