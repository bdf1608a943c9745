using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace TrafficTrace.Cli.Converting;

/// <summary>
/// Documents of the other kind. <see cref="Notes"/> say what they do not say any more or say otherwise; with <see cref="Errors"/> there is
/// something that has no equivalent, so that there are no documents.
/// </summary>
internal sealed record Converted(ImmutableArray<JsonObject> Documents, ImmutableArray<string> Notes, ImmutableArray<string> Errors);
