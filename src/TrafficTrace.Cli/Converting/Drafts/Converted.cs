using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>
/// Documents of the other kind. <see cref="Notes"/> say what they do not say any more or say otherwise, <see cref="Errors"/> what was not
/// converted at all.
/// </summary>
internal sealed record Converted(ImmutableArray<JsonObject> Documents, ImmutableArray<Finding> Notes, ImmutableArray<Finding> Errors)
{
    public static Converted Of(IEnumerable<JsonObject> documents, Losses losses, IEnumerable<Finding> differences) =>
        new([.. documents], [.. losses.Fields, .. differences], [.. losses.Documents]);

    public static Converted Nothing(string why) => new([], [], [Says(why)]);

    /// <summary>Of the files together, at no place of one.</summary>
    public static Finding Says(string message) => new(null, 0, "", "", message);
}
