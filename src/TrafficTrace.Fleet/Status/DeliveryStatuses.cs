using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Fleet.Status;

/// <summary>
/// How far policies, backends and meshes have come, from the store and the cells at one moment. Pure but for reading the cells.
/// </summary>
/// <param name="fleet">Who is connected, and how far each is.</param>
/// <param name="store">What counts.</param>
/// <param name="revision">How <paramref name="store"/> is called outside.</param>
/// <param name="now">For what drains.</param>
/// <param name="alone">Looks at the proxies of this control plane alone; else at those of all that share the store.</param>
public sealed class DeliveryStatuses(FleetStatus fleet, StoreSnapshot store, string revision, DateTimeOffset now, bool alone = false)
{
    /// <summary>Null when there is no such policy.</summary>
    public DeliveryStatus? OfPolicy(string mesh, string name)
    {
        if (store.Meshes.GetValueOrDefault(mesh) is not { } holder) return null;
        // In a frozen mesh one that was written since counts for nothing yet.
        if ((holder.Policies.GetValueOrDefault(name) ?? holder.WrittenPolicies.GetValueOrDefault(name)) is not { } policy) return null;
        var (matches, overlays) = (MeshMatches.Of(holder), new OverlayMatches(fleet, holder, store.Revision, alone));
        var deliveries = Of(matches.WonBy(name), overlays.WonBy(name));
        var (outcome, tracing) = (OutcomeOf(policy, holder, matches, overlays), BackendResolution.Resolve(policy, holder.Mesh));
        return Status(mesh, name, outcome, matches.SelectedBy(name) + overlays.SelectedBy(policy), deliveries) with
        {
            Conditions =
            [
                Delivered(deliveries),
                Condition.Is("Resolved", BackendResolution.BackendOf(policy, holder.Mesh) is not null, outcome.ToString(), tracing.Reason),
                .. SecretsCondition.Of(holder, tracing.Collector, deliveries),
                .. EnvoysCondition.Of(tracing, deliveries),
                .. Replicas(),
                .. Frozen(mesh),
            ],
        };
    }

    /// <summary>Of the Dataplanes whose collector it is. Null when there is no such backend.</summary>
    public DeliveryStatus? OfBackend(string mesh, string name)
    {
        if (store.Meshes.GetValueOrDefault(mesh) is not { Mesh: { } document } holder) return null;
        if (document.Backends.FirstOrDefault(backend => backend.Name == name) is not { } found) return null;
        var matches = MeshMatches.Of(holder);
        var overlays = new OverlayMatches(fleet, holder, store.Revision, alone);
        TrafficTracePolicy[] users =
            [.. holder.Policies.Values.Where(policy => (policy.Backend ?? document.DefaultBackend) == name)];
        var dataplanes = users.SelectMany(policy => matches.WonBy(policy.Name))
            .OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal);
        var deliveries = Of([.. dataplanes], users.SelectMany(policy => overlays.WonBy(policy.Name)));
        return Status(mesh, name, null, deliveries.Length, deliveries) with
        {
            Conditions =
                [Delivered(deliveries), .. SecretsCondition.Of(holder, found.Collector, deliveries), .. Replicas(), .. Frozen(mesh)],
        };
    }

    /// <summary>Of all its Dataplanes, and each policy's own. Null when there is no such mesh.</summary>
    public DeliveryStatus? OfMesh(string mesh)
    {
        if (store.Meshes.GetValueOrDefault(mesh) is not { } holder) return null;
        var (matches, overlays) = (MeshMatches.Of(holder), new OverlayMatches(fleet, holder, store.Revision, alone));
        var all = Of([.. holder.Dataplanes.Values.OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal)], overlays.All);
        var byName = all.ToDictionary(delivery => (delivery.Name, delivery.IsOverlay));
        var matched = matches.Winners.Values.Count(winner => winner is not null) + overlays.Matched;
        var status = Status(mesh, mesh, null, matched, all);
        return status with
        {
            Conditions = [.. status.Conditions, .. ContactCondition.Of(fleet, mesh), .. CredentialsCondition.Of(all, now)],
            Policies =
            [
                .. from policy in holder.Policies.Values.OrderBy(policy => policy.Name, StringComparer.Ordinal)
                   let won = matches.WonBy(policy.Name).Select(dataplane => byName[(dataplane.Name, false)])
                   let steered = overlays.WonBy(policy.Name).Select(overlay => byName[(overlay.Name, true)])
                   select new PolicyDelivery(
                       policy.Name, OutcomeOf(policy, holder, matches, overlays), DeliveryOf(mesh, [.. won, .. steered])),
            ],
        };
    }

    private ImmutableArray<ProxyDelivery> Of(ImmutableArray<Dataplane> dataplanes, IEnumerable<Proxy> overlays) =>
    [
        .. dataplanes.Select(dataplane => Of(NodeName.Id(dataplane.Mesh, dataplane.Name), dataplane.Name)),
        .. overlays.Select(overlay => Of(overlay.Name, overlay.Name) with { IsOverlay = true }),
    ];

    private ProxyDelivery Of(string nodeId, string name) => alone
        ? ProxyDeliveries.Here(fleet, nodeId, name, store.Revision)
        : ProxyDeliveries.Of(fleet, nodeId, name, store.Revision);

    private IEnumerable<Condition> Replicas() => alone ? [] : ReplicasCondition.Of(fleet);

    private DeliveryStatus Status(
        string mesh, string name, PolicyOutcome? outcome, int matched, ImmutableArray<ProxyDelivery> deliveries) => new(
            mesh, name, revision, outcome, DeliveryOf(mesh, deliveries), Counts(matched, deliveries),
            DeliveryGroups.Rejections(deliveries), DeliveryGroups.Waiting(deliveries),
            [Delivered(deliveries), .. Replicas(), .. Frozen(mesh)]);

    private ProxyCounts Counts(int matched, ImmutableArray<ProxyDelivery> deliveries)
    {
        var (accepted, rejected, pending, draining, unknown) = (0, 0, 0, 0, 0);
        foreach (var delivery in deliveries)
        {
            if (delivery.State == DeliveryState.Accepted) accepted++;
            if (delivery.State == DeliveryState.Rejected) rejected++;
            if (delivery.State == DeliveryState.Pending) pending++;
            if (delivery.State == DeliveryState.Unknown) unknown++;
            if (delivery.State == DeliveryState.Accepted && delivery.DrainsUntil > now) draining++;
        }

        var connected = accepted + rejected + pending;
        var offline = deliveries.Length - connected - unknown;
        return new(matched, deliveries.Length, connected, accepted, rejected, pending, offline, draining)
        {
            Unknown = unknown,
            Overlay = deliveries.Count(delivery => delivery.IsOverlay),
        };
    }

    private DeliveryOutcome DeliveryOf(string mesh, ImmutableArray<ProxyDelivery> deliveries) =>
        store.Meshes[mesh].Freeze is null ? DeliveryOf(deliveries) : DeliveryOutcome.Frozen;

    private IEnumerable<Condition> Frozen(string mesh) => store.Meshes[mesh].Freeze is not { } freeze
        ? []
        : [Condition.Is("Frozen", true, "Frozen", $"until {TimeText.Of(freeze.Until)}: {freeze.Reason}")];

    private static DeliveryOutcome DeliveryOf(ImmutableArray<ProxyDelivery> deliveries)
    {
        if (deliveries.Any(delivery => delivery.State == DeliveryState.Rejected)) return DeliveryOutcome.Rejected;
        return deliveries.Any(delivery => delivery.State == DeliveryState.Pending) ? DeliveryOutcome.Delivering : DeliveryOutcome.Delivered;
    }

    private static PolicyOutcome OutcomeOf(TrafficTracePolicy policy, MeshSnapshot mesh, MeshMatches matches, OverlayMatches overlays)
    {
        if (!matches.WonBy(policy.Name).IsEmpty || overlays.WonBy(policy.Name).Any())
            return BackendResolution.BackendOf(policy, mesh.Mesh) is null ? PolicyOutcome.BackendMissing : PolicyOutcome.Wins;
        return matches.SelectedBy(policy.Name) + overlays.SelectedBy(policy) == 0 ? PolicyOutcome.MatchesNothing : PolicyOutcome.Outranked;
    }

    private static Condition Delivered(ImmutableArray<ProxyDelivery> deliveries)
    {
        var outcome = DeliveryOf(deliveries);
        var accepted = deliveries.Count(delivery => delivery.State == DeliveryState.Accepted);
        var connected = deliveries.Count(delivery => delivery.State is not (DeliveryState.Offline or DeliveryState.Unknown));
        var message = $"accepted by {accepted} of {connected} connected proxies";
        return Condition.Is("Delivered", outcome == DeliveryOutcome.Delivered, outcome.ToString(), message);
    }
}
