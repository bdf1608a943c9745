using System.Text.Json.Nodes;

namespace TrafficTrace.Cli.Input;

/// <summary>The file of a document, the line of each value in it, and how messages call the document.</summary>
internal sealed record SourceText(string File, IReadOnlyDictionary<JsonNode, int> Lines, string Document = "");
