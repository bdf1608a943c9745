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
        return Status(mesh, name, outcome, matches.SelectedBy(name) + overlays.SelectedBy(policy), deliveries,
        [
            Condition.Is("Resolved", BackendResolution.BackendOf(policy, holder.Mesh) is not null, outcome.ToString(), tracing.Reason),
            .. SecretsCondition.Of(holder, tracing.Collector, deliveries),
            .. EnvoysCondition.Of(tracing, deliveries),
        ]);
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
        return Status(mesh, name, null, deliveries.Length, deliveries, SecretsCondition.Of(holder, found.Collector, deliveries));
    }

    /// <summary>Of all its Dataplanes, and each policy's own. Null when there is no such mesh.</summary>
    public DeliveryStatus? OfMesh(string mesh)
    {
        if (store.Meshes.GetValueOrDefault(mesh) is not { } holder) return null;
        var (matches, overlays) = (MeshMatches.Of(holder), new OverlayMatches(fleet, holder, store.Revision, alone));
        var all = Of(matches.Dataplanes, overlays.All);
        // Few are not accepted, as a rule, and of these alone it matters which policy they have.
        var open = all.Where(delivery => delivery.State is DeliveryState.Rejected or DeliveryState.Pending)
            .ToLookup(delivery => (delivery.IsOverlay ? overlays.WinnerOf(delivery.Name) : matches.Winners[delivery.Name])?.Name);
        var matched = matches.Winners.Values.Count(winner => winner is not null) + overlays.Matched;
        var status = Status(mesh, mesh, null, matched, all, []);
        return status with
        {
            Conditions = [.. status.Conditions, .. ContactCondition.Of(fleet, mesh), .. CredentialsCondition.Of(all, now)],
            Policies =
            [
                .. from policy in holder.Policies.Values.OrderBy(policy => policy.Name, StringComparer.Ordinal)
                   let ofPolicy = Counts(0, [.. open[policy.Name]])
                   select new PolicyDelivery(policy.Name, OutcomeOf(policy, holder, matches, overlays), DeliveryOf(mesh, ofPolicy)),
            ],
        };
    }

    private ImmutableArray<ProxyDelivery> Of(ImmutableArray<Dataplane> dataplanes, IEnumerable<Proxy> overlays)
    {
        var all = ImmutableArray.CreateBuilder<ProxyDelivery>(dataplanes.Length);
        foreach (var dataplane in dataplanes) all.Add(Of(NodeName.Id(dataplane.Mesh, dataplane.Name), dataplane.Name));
        foreach (var overlay in overlays) all.Add(Of(overlay.Name, overlay.Name) with { IsOverlay = true });
        return all.DrainToImmutable();
    }

    private ProxyDelivery Of(string nodeId, string name) => alone
        ? ProxyDeliveries.Here(fleet, nodeId, name, store.Revision)
        : ProxyDeliveries.Of(fleet, nodeId, name, store.Revision);

    private IEnumerable<Condition> Replicas() => alone ? [] : ReplicasCondition.Of(fleet);

    private DeliveryStatus Status(
        string mesh, string name, PolicyOutcome? outcome, int matched, ImmutableArray<ProxyDelivery> deliveries,
        IEnumerable<Condition> conditions)
    {
        var counts = Counts(matched, deliveries);
        return new(
            mesh, name, revision, outcome, DeliveryOf(mesh, counts), counts,
            DeliveryGroups.Rejections(deliveries), DeliveryGroups.Waiting(deliveries),
            [Delivered(counts), .. conditions, .. Replicas(), .. Frozen(mesh)]);
    }

    private ProxyCounts Counts(int matched, ImmutableArray<ProxyDelivery> deliveries)
    {
        var (accepted, rejected, pending, draining, unknown, overlay) = (0, 0, 0, 0, 0, 0);
        foreach (var delivery in deliveries)
        {
            if (delivery.State == DeliveryState.Accepted) accepted++;
            if (delivery.State == DeliveryState.Rejected) rejected++;
            if (delivery.State == DeliveryState.Pending) pending++;
            if (delivery.State == DeliveryState.Unknown) unknown++;
            if (delivery.State == DeliveryState.Accepted && delivery.DrainsUntil > now) draining++;
            if (delivery.IsOverlay) overlay++;
        }

        var connected = accepted + rejected + pending;
        var offline = deliveries.Length - connected - unknown;
        return new(matched, deliveries.Length, connected, accepted, rejected, pending, offline, draining)
        {
            Unknown = unknown,
            Overlay = overlay,
        };
    }

    private DeliveryOutcome DeliveryOf(string mesh, ProxyCounts counts) =>
        store.Meshes[mesh].Freeze is null ? DeliveryOf(counts) : DeliveryOutcome.Frozen;

    private IEnumerable<Condition> Frozen(string mesh) => store.Meshes[mesh].Freeze is not { } freeze
        ? []
        : [Condition.Is("Frozen", true, "Frozen", $"until {TimeText.Of(freeze.Until)}: {freeze.Reason}")];

    private static DeliveryOutcome DeliveryOf(ProxyCounts counts)
    {
        if (counts.Rejected > 0) return DeliveryOutcome.Rejected;
        return counts.Pending > 0 ? DeliveryOutcome.Delivering : DeliveryOutcome.Delivered;
    }

    private static PolicyOutcome OutcomeOf(TrafficTracePolicy policy, MeshSnapshot mesh, MeshMatches matches, OverlayMatches overlays)
    {
        if (!matches.WonBy(policy.Name).IsEmpty || overlays.WonBy(policy.Name).Any())
            return BackendResolution.BackendOf(policy, mesh.Mesh) is null ? PolicyOutcome.BackendMissing : PolicyOutcome.Wins;
        return matches.SelectedBy(policy.Name) + overlays.SelectedBy(policy) == 0 ? PolicyOutcome.MatchesNothing : PolicyOutcome.Outranked;
    }

    private static Condition Delivered(ProxyCounts counts)
    {
        var outcome = DeliveryOf(counts);
        var message = $"accepted by {counts.Accepted} of {counts.Connected} connected proxies";
        return Condition.Is("Delivered", outcome == DeliveryOutcome.Delivered, outcome.ToString(), message);
    }
}
