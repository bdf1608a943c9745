using System.Collections.Immutable;
using TrafficTrace.Core.Reports;

namespace TrafficTrace.Cli.Status;

/// <summary>
/// What <c>_status</c> answers (<see cref="DeliveryStatus"/>), whatever words a later control plane may have for how far it is.
/// <see cref="Policies"/> is there for a mesh alone, <see cref="Outcome"/> for a policy.
/// </summary>
internal sealed record StatusAnswer(
    string Mesh,
    string? Name,
    string? Outcome,
    string Delivery,
    ProxyCounts Proxies,
    ImmutableArray<RejectionGroup> Rejections,
    ImmutableArray<WaitingGroup> Waiting,
    ImmutableArray<Condition> Conditions,
    ImmutableArray<PolicyLine> Policies)
{
    public const string Delivered = "Delivered";
    public const string Rejected = "Rejected";
    public const string Frozen = "Frozen";

    /// <summary>The lists that the answer lacks are empty.</summary>
    public StatusAnswer Whole() => this with
    {
        Rejections = OrEmpty(Rejections),
        Waiting = OrEmpty(Waiting),
        Conditions = OrEmpty(Conditions),
        Policies = OrEmpty(Policies),
    };

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> list) => list.IsDefault ? [] : list;
}
