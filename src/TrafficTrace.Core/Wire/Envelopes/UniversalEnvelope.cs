using System.Collections.Immutable;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Envelopes;

/// <summary>The form of Kuma's Universal mode: <c>type</c>, <c>mesh</c> and <c>name</c> stand among the resource's own fields.</summary>
internal static class UniversalEnvelope
{
    private static readonly string[] Names = ["type", "mesh", "name", "creationTime", "modificationTime", "labels", "kri"];

    public static Envelope Of(MappingNode root, string? file)
    {
        var findings = new Findings(file, ResourceLabel.Of(root.TextAt("type"), root.TextAt("mesh"), root.TextAt("name")));
        var document = Field.Root(findings, root);
        var spec = root.Entries.Where(entry => !Names.Contains(entry.Key)).ToImmutableArray();
        return new Envelope(
            document.Child("type"),
            document.Child("mesh"),
            document.Child("name"),
            document.Child("creationTime"),
            document with { Node = new MappingNode(root.Line, spec) });
    }
}
