using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.Fleet.Status;

/// <summary>What a proxy says of itself in its node's metadata, as <c>traffictrace generate bootstrap</c> writes it.</summary>
public static class NodeMetadata
{
    /// <summary>The field of the metadata that holds it.</summary>
    public const string Field = "traffictrace";

    /// <summary>Envoy's own, where the node says nothing.</summary>
    public static readonly TimeSpan DefaultDrainTime = TimeSpan.FromSeconds(600);

    private static readonly TimeSpan LongestDrainTime = TimeSpan.FromDays(1);

    /// <summary>How long connections of a changed listener live at most (<c>--drain-time-s</c>).</summary>
    public static TimeSpan DrainTime(Node node) =>
        node.Metadata?.Fields.GetValueOrDefault(Field)?.StructValue?.Fields.GetValueOrDefault("drainTimeSeconds") is
        { KindCase: Value.KindOneofCase.NumberValue, NumberValue: >= 0 and var seconds } && seconds <= LongestDrainTime.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : DefaultDrainTime;
}
