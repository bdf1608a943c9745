using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Server;

/// <summary>What the control plane found worth saying about a write that it took.</summary>
internal static class Warnings
{
    public static void Write(JsonNode? answer, TextWriter error)
    {
        foreach (var warning in answer.Items("warnings")) error.WriteLine(Plain.Line($"warning: {Told(warning)}"));
    }

    private static string Told(JsonNode? warning)
    {
        string[] fields = ["code", "origin", "resource", "field", "message"];
        var parts = fields.Select(field => warning.Text(field));
        return warning is JsonObject ? string.Join(": ", parts.Where(part => part.Length > 0)) : warning.Text();
    }
}
