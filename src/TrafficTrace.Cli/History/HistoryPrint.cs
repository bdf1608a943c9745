using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.History;

/// <summary>The newest entries: who changed what, when and from where.</summary>
internal static class HistoryPrint
{
    private const int Named = 3;

    public static void Write(JsonNode? history, TableFormat format, bool diff, Terminal terminal)
    {
        var entries = history.Items("items").ToArray();
        AnswerPrint.Write(history, format, terminal.Output, entries.Select(entry => entry.Text("position")), () =>
        {
            if (!diff) Table(entries).Write(terminal.Output);
            else foreach (var entry in entries) WriteDiff(entry, terminal.Output);
        });
        if (format is TableFormat.Table or TableFormat.Name && history.Text("next").Length > 0)
            terminal.Error.WriteLine(Plain.Line($"There are older ones: --before {entries.LastOrDefault().Text("position")}"));
    }

    private static TextTable Table(JsonNode?[] entries)
    {
        var table = new TextTable("POSITION", "AT", "WHO", "FROM", "CHANGES");
        foreach (var entry in entries)
            table.Add(entry.Text("position"), Time(entry), entry.Text("who"), entry.Text("from"), Changes(entry));
        return table;
    }

    private static string Changes(JsonNode? entry)
    {
        var changes = entry.Items("changes").ToArray();
        var shown = changes.Take(Named).ToArray();
        var more = changes.Length - shown.Length + (int.TryParse(entry.Text("moreChanges"), out var others) ? others : 0);
        return string.Join(", ", shown.Select(Told)) + (more > 0 ? $" and {more} more" : "");
    }

    private static void WriteDiff(JsonNode? entry, TextWriter output)
    {
        output.WriteLine(Plain.Line(
            $"{entry.Text("position")}: {Time(entry)} by {entry.Text("who")} from {entry.Text("from")}"));
        foreach (var change in entry.Items("changes"))
        {
            output.WriteLine(Plain.Line(Told(change)));
            output.WriteLine(Plain.Lines(change.Text("diff").TrimEnd()));
        }

        output.WriteLine();
    }

    private static string Time(JsonNode? entry) =>
        DateTimeOffset.TryParse(entry.Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? TimeText.Of(at)
            : entry.Text("at");

    private static string Told(JsonNode? change) => change.Text("kind") == ApiKind.Mesh.Type
        ? $"{change.Text("kind")} {change.Text("name")}"
        : $"{change.Text("kind")} {change.Text("mesh")}/{change.Text("name")}";
}
