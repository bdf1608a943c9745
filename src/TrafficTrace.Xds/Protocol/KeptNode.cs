using System.Collections.Immutable;
using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.Xds.Protocol;

/// <summary>What is kept of a node while its stream lasts: what operators ask for. Its metadata may be many MiB.</summary>
internal static class KeptNode
{
    /// <summary>Characters of each text beside the id; a longer one is left out.</summary>
    private const int MaxText = 256;

    /// <summary>What the metadata may take, in characters; what is beyond is left out.</summary>
    private const int MaxMetadata = 8192;

    /// <summary>What a field of the metadata takes beside its name and text, in characters.</summary>
    private const int FieldOverhead = 128;

    /// <param name="node">As the client sent it.</param>
    /// <param name="metadata">The fields of its metadata that are kept: a text, or the texts and numbers in it.</param>
    public static Node Of(Node node, ImmutableArray<string> metadata)
    {
        var kept = new Node { Id = node.Id, Cluster = Short(node.Cluster), UserAgentName = Short(node.UserAgentName) };
        if (node.HasUserAgentVersion) kept.UserAgentVersion = Short(node.UserAgentVersion);
        if (node.UserAgentBuildVersion is { } build) kept.UserAgentBuildVersion = new BuildVersion { Version = build.Version };
        if (node.Metadata is { } all && Fields(all, metadata) is { Fields.Count: > 0 } fields) kept.Metadata = fields;
        return kept;
    }

    private static Struct Fields(Struct all, ImmutableArray<string> names)
    {
        var kept = new Struct();
        var room = MaxMetadata;
        foreach (var name in names)
        {
            if (all.Fields.GetValueOrDefault(name) is not { } value) continue;
            if (value.KindCase == Value.KindOneofCase.StringValue && Fits(name, value, ref room)) kept.Fields[name] = value.Clone();
            if (value.StructValue is { } inner && Plain(inner, ref room) is { Fields.Count: > 0 } plain)
                kept.Fields[name] = Value.ForStruct(plain);
        }

        return kept;
    }

    private static Struct Plain(Struct all, ref int room)
    {
        var kept = new Struct();
        foreach (var (name, value) in all.Fields)
        {
            if (room < FieldOverhead) break;
            if (Fits(name, value, ref room)) kept.Fields[name] = value.Clone();
        }

        return kept;
    }

    // Takes the room that it needs.
    private static bool Fits(string name, Value value, ref int room)
    {
        if (value.KindCase is not (Value.KindOneofCase.NumberValue or Value.KindOneofCase.StringValue)) return false;
        var length = FieldOverhead + name.Length + value.StringValue.Length;
        if (!IsShort(name) || !IsShort(value.StringValue) || length > room) return false;
        room -= length;
        return true;
    }

    private static bool IsShort(string text) => text.Length <= MaxText;

    private static string Short(string text) => IsShort(text) ? text : "";
}
