using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Previews;

/// <summary>What a write would change, for a person: whom, what of it drains, and each equal change once.</summary>
internal static class PreviewText
{
    private static readonly (string Field, string Told)[] Groups =
        [("gain", "gain tracing"), ("lose", "lose tracing"), ("change", "traced otherwise")];

    public static void Write(JsonNode? preview, TextWriter output)
    {
        if (preview.Text("valid") == "false") output.WriteLine("Not valid: it would be refused.");
        foreach (var finding in preview.Items("findings")) output.WriteLine(Plain.Line(Finding(finding)));
        foreach (var (field, told) in Groups) WriteGroup(preview.At("proxies", field), told, output);
        output.WriteLine($"unchanged: {preview.Text("proxies", "unchanged")}");
        foreach (var change in preview.Items("changes")) WriteChange(change, output);
        if (preview.Text("moreChanges") is not ("" or "0") and var more) output.WriteLine($"… {more} more kinds of change");
        WriteDrains(preview.At("drains"), output);
    }

    public static void WriteToken(JsonNode? preview, TextWriter output)
    {
        if (preview.Text("token") is { Length: > 0 } token) output.WriteLine(Plain.Line($"To do just this: --if-preview={token}"));
    }

    private static string Finding(JsonNode? finding)
    {
        string[] where = [finding.Text("origin"), finding.Text("resource"), finding.Text("field")];
        var place = string.Concat(where.Where(text => text.Length > 0).Select(text => $"{text}: "));
        return $"{finding.Text("severity")} {finding.Text("code")}: {place}{finding.Text("message")}";
    }

    private static void WriteGroup(JsonNode? group, string told, TextWriter output)
    {
        if (group.Text("count") is "" or "0") return;
        output.WriteLine(Plain.Line($"{told}: {Counted(group)}"));
    }

    private static void WriteChange(JsonNode? change, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(Plain.Line($"changes of {Counted(change)}:"));
        foreach (var resource in change.Items("resources"))
        {
            output.WriteLine(Plain.Line($"{resource.Text("type")} {resource.Text("name")}"));
            output.WriteLine(Plain.Lines(resource.Text("diff").TrimEnd()));
        }
    }

    private static void WriteDrains(JsonNode? drains, TextWriter output)
    {
        if (drains.Text("count") is "" or "0") return;
        output.WriteLine();
        output.WriteLine($"drained listeners: {drains.Text("count")}");
        foreach (var listener in drains.Items("listeners"))
            output.WriteLine(Plain.Line($"  {listener.Text("proxy")} {listener.Text("listener")}"));
    }

    private static string Counted(JsonNode? group)
    {
        var shown = group.Items("names").Select(name => name.Text()).ToArray();
        var more = int.TryParse(group.Text("count"), out var count) && count > shown.Length ? $" and {count - shown.Length} more" : "";
        return $"{group.Text("count")} ({string.Join(", ", shown)}{more})";
    }
}
