using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// How far a policy, a backend or a whole mesh has come to its proxies, at one moment. <see cref="Outcome"/> is null for what is no
/// policy, <see cref="Policies"/> is there for a mesh alone. <see cref="Revision"/> is opaque.
/// </summary>
public sealed record DeliveryStatus(
    string Mesh,
    string Name,
    string Revision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PolicyOutcome? Outcome,
    DeliveryOutcome Delivery,
    ProxyCounts Proxies,
    ImmutableArray<RejectionGroup> Rejections,
    ImmutableArray<WaitingGroup> Waiting,
    ImmutableArray<Condition> Conditions)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<PolicyDelivery>? Policies { get; init; }
}
