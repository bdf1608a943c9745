using Envoy.Config.Core.V3;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Fleet.Registration;

/// <summary>
/// What a node says of its Dataplane, as <c>kuma-dp</c> does: the whole document as a text in one field of its metadata. Pure.
/// </summary>
internal sealed record MetadataDataplane
{
    private const int MostFindings = 20;

    public Dataplane? Dataplane { get; private init; }

    /// <summary>All that is wrong with it; null when nothing is.</summary>
    public string? Fault { get; private init; }

    /// <summary>Null when the node says nothing.</summary>
    public static MetadataDataplane? Of(Node node, ReaderOptions options)
    {
        if (node.Metadata?.Fields.GetValueOrDefault(DataplaneMetadata.Field) is not { } value) return null;
        if (!value.HasStringValue) return new() { Fault = "it has to be a text that holds the document as JSON" };
        if (value.StringValue is not { Length: > 0 } text) return null;
        if (text.Length > DataplaneMetadata.MaxLength)
            return new() { Fault = $"it has {text.Length} characters, and at most {DataplaneMetadata.MaxLength} are taken" };
        return NodeName.Parse(node.Id) is { } name
            ? Read(text, new(ResourceKind.Dataplane, name.Mesh, name.Dataplane), options)
            : new() { Fault = "its node.id is not <mesh>.<dataplane>" };
    }

    // When it was made decides nothing, and would differ from proxy to proxy of one content.
    private static MetadataDataplane Read(string text, ResourceKey key, ReaderOptions options)
    {
        var read = ResourceReader.Read(text, null, options);
        if (read is { Errors: [], Resources: [Dataplane dataplane] } && dataplane.Key == key)
            return new() { Dataplane = dataplane with { CreationTime = null, ModificationTime = null } };
        if (read.Errors.IsEmpty) return new() { Fault = $"it has to hold {key} alone, and holds {Held(read)}" };
        var more = read.ErrorCount > MostFindings ? $"; and {read.ErrorCount - MostFindings} more" : "";
        return new() { Fault = string.Join("; ", read.Errors.Take(MostFindings)) + more };
    }

    private static string Held(ReadResult read) =>
        read.Resources.IsEmpty ? "nothing" : Some.Names([.. read.Resources.Select(resource => resource.Key.ToString())]);
}
