using System.Text.Json.Serialization;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A node that is connected.</summary>
/// <param name="Node">Its id.</param>
/// <param name="State">How it stands to what it should have.</param>
/// <param name="Waiting">Why it has not accepted that; null when it has.</param>
/// <param name="Revision">Up to which it was served; null while that is being made, or can't be.</param>
/// <param name="Streams">The oldest first.</param>
internal sealed record ProxyAnswer(
    string Node, DeliveryState State, string? Waiting, string? Revision, IReadOnlyList<ProxyStreamAnswer> Streams)
{
    /// <summary>The instance of the replica that has it; null where that is the one that answers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Replica { get; init; }

    /// <summary>Null for the proxy of a Dataplane.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OverlayAnswer? Overlay { get; init; }
}
