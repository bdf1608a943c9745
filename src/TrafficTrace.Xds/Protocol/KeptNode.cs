using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.Xds.Protocol;

/// <summary>What is kept of a node while its stream lasts: what operators ask for. Its metadata may be many MiB.</summary>
internal static class KeptNode
{
    /// <summary>Characters of each text beside the id; a longer one is left out.</summary>
    private const int MaxText = 256;

    /// <summary>Texts and numbers of the metadata; those beyond are left out.</summary>
    private const int MaxFields = 16;

    /// <param name="node">As the client sent it.</param>
    /// <param name="metadata">The field of its metadata whose texts and numbers are kept.</param>
    public static Node Of(Node node, string metadata)
    {
        var kept = new Node { Id = node.Id, Cluster = Short(node.Cluster), UserAgentName = Short(node.UserAgentName) };
        if (node.HasUserAgentVersion) kept.UserAgentVersion = Short(node.UserAgentVersion);
        if (node.UserAgentBuildVersion is { } build) kept.UserAgentBuildVersion = new BuildVersion { Version = build.Version };
        if (Fields(node, metadata) is { Fields.Count: > 0 } fields)
            kept.Metadata = new Struct { Fields = { [metadata] = Value.ForStruct(fields) } };
        return kept;
    }

    private static Struct? Fields(Node node, string metadata)
    {
        if (node.Metadata?.Fields.GetValueOrDefault(metadata)?.StructValue is not { } all) return null;
        var kept = new Struct();
        foreach (var (name, value) in all.Fields.Where(field => IsShort(field.Key) && IsPlain(field.Value)).Take(MaxFields))
            kept.Fields[name] = value.Clone();
        return kept;
    }

    private static bool IsPlain(Value value) => value.KindCase == Value.KindOneofCase.NumberValue
        || (value.KindCase == Value.KindOneofCase.StringValue && IsShort(value.StringValue));

    private static bool IsShort(string text) => text.Length <= MaxText;

    private static string Short(string text) => IsShort(text) ? text : "";
}
