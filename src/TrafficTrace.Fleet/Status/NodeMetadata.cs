using System.Collections.Immutable;
using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.Fleet.Status;

/// <summary>
/// What a proxy says of itself in its node's metadata, as <c>traffictrace generate bootstrap</c> and other control planes write it.
/// </summary>
public static class NodeMetadata
{
    /// <summary>The field of the metadata that is ours.</summary>
    public const string Field = "traffictrace";

    /// <summary>In <see cref="Field"/>: the mesh of an overlay proxy.</summary>
    public const string Mesh = "mesh";

    /// <summary>All fields that are looked at, ours and those of the products whose proxies are steered.</summary>
    public static readonly ImmutableArray<string> Kept =
    [
        Field, "NAMESPACE", "WORKLOAD_NAME", "CLUSTER_ID", "mesh.name", "dataplane.proxyType", "namespace", "partition", "node_name",
        "tags", "LABELS",
    ];

    private static readonly Dictionary<string, string> None = [];

    /// <summary>Envoy's own, where the node says nothing.</summary>
    public static readonly TimeSpan DefaultDrainTime = TimeSpan.FromSeconds(600);

    private static readonly TimeSpan LongestDrainTime = TimeSpan.FromDays(1);

    /// <summary>A text of the metadata; null when it is none, or empty.</summary>
    internal static string? Text(this Node node, string field) =>
        node.Metadata?.Fields.GetValueOrDefault(field) is { StringValue: { Length: > 0 } text } ? text : null;

    /// <summary>The texts in a field of the metadata, by name; none where there is no such field.</summary>
    internal static IReadOnlyDictionary<string, string> Texts(this Node node, string field) =>
        node.Metadata?.Fields.GetValueOrDefault(field)?.StructValue?.Fields is { } fields
            ? fields.Where(one => one.Value.KindCase == Value.KindOneofCase.StringValue)
                .ToDictionary(one => one.Key, one => one.Value.StringValue, StringComparer.Ordinal)
            : None;

    /// <summary>How long connections of a changed listener live at most (<c>--drain-time-s</c>).</summary>
    public static TimeSpan DrainTime(Node node) =>
        node.Metadata?.Fields.GetValueOrDefault(Field)?.StructValue?.Fields.GetValueOrDefault("drainTimeSeconds") is
        { KindCase: Value.KindOneofCase.NumberValue, NumberValue: >= 0 and var seconds } && seconds <= LongestDrainTime.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : DefaultDrainTime;
}
