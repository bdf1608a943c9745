using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>
/// A line of what a replica tells of its fleet: who it is, then each node, and from then on each that is otherwise or gone. Of a line that
/// is not known a newer program may have made something: it is passed over.
/// </summary>
internal sealed record FleetLine
{
    /// <summary>The first line: who answers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instance { get; init; }

    /// <summary>A node as it is now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProxySummary? Proxy { get; init; }

    /// <summary>The id of a node that is connected no more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Gone { get; init; }

    /// <summary>What files say there of each mesh, as <see cref="FileDigests"/> has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, string>? Files { get; init; }

    /// <summary>All that was told up to this line is of one look, and that was up to this position of the journal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? UpTo { get; init; }

    /// <summary>The last line: it ends, and has no proxies any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Leaves { get; init; }
}
