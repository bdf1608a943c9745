using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Inspect;

/// <summary>How many of all are connected, as <c>2/3</c>. A count of zero may be missing.</summary>
internal static class OnlineOf
{
    public static string Text(JsonNode? counts) => $"{Count(counts.Text("online"))}/{Count(counts.Text("total"))}";

    private static string Count(string text) => text.Length == 0 ? "0" : text;
}
