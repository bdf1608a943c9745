using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Xds;

/// <summary>What must hold of every response at the moment it is sent, whatever came before.</summary>
internal sealed class WireRules(bool delta, ModelServer server, ModelClient client)
{
    private readonly Dictionary<string, Delivery> _byNonce = [];
    private readonly HashSet<string> _askedAgain = [];
    private HashSet<string> _lastClusters = [];
    private readonly Dictionary<ResourceType, HashSet<PackedResource>> _rejected =
        Palette.Types.ToDictionary(type => type, _ => new HashSet<PackedResource>());
    private readonly Dictionary<ResourceType, HashSet<PackedResource>> _suspected =
        Palette.Types.ToDictionary(type => type, _ => new HashSet<PackedResource>());
    private readonly Dictionary<(ResourceType, string), (string Nonce, string Version)> _sent = [];
    private readonly Dictionary<ResourceType, List<(HashSet<PackedResource> Passing, DateTimeOffset At)>> _passing =
        Palette.Types.ToDictionary(type => type, _ => new List<(HashSet<PackedResource>, DateTimeOffset)>());

    public void Sent(Delivery delivery, IReadOnlyCollection<Delivery> unanswered, DateTimeOffset now)
    {
        Release(delivery.Type, now);
        var names = delivery.Plan.Resources.Select(resource => resource.Name).ToList();
        Check(names.Distinct().Count() == names.Count, "a name comes twice (R50)", delivery);
        Check(!delivery.Plan.Removed.Intersect(names).Any(), "a name is present and removed (R67)", delivery);
        Check(names.All(client[delivery.Type].Wants), "something comes that was not asked for (R51)", delivery);
        NotRejected(delivery);
        if (delivery.Type.Index >= ResourceType.Listener.Index) ClustersFirst(delivery);
        if (delivery.Type == ResourceType.Cluster) RemovalsLast(delivery, unanswered);
        Remember(delivery);
    }

    /// <summary>The server has read an answer to a response, or a new subscription.</summary>
    public void Received(SubscriptionRequest request, RequestKind kind, DateTimeOffset now)
    {
        var type = ResourceType.Of(request.TypeUrl);
        if (kind == RequestKind.Nack) Rejected(_byNonce[request.Nonce], request.Error!.Message, now);
        if (delta || !type.Complete)
            _rejected[type].RemoveWhere(resource => request.Subscribe.Contains(resource.Name) || !client[type].Wants(resource.Name));
        if (_suspected[type].Any(suspect => request.Subscribe.Contains(suspect.Name) || !client[type].Wants(suspect.Name)))
            _suspected[type].Clear();
        if (type == ResourceType.Cluster) _askedAgain.UnionWith(request.Subscribe);
    }

    // What was rejected for a reason that can pass may come again, but not before the shortest pause is over (R26).
    private void Release(ResourceType type, DateTimeOffset now)
    {
        foreach (var (passing, _) in _passing[type].Where(entry => entry.At + RetryPause.Shortest <= now))
        {
            if (!delta && type.Complete) Forget(type, _ => true);
            else Forget(type, passing.Contains);
        }

        _passing[type].RemoveAll(entry => entry.At + RetryPause.Shortest <= now);
    }

    private void Rejected(Delivery delivery, string message, DateTimeOffset now)
    {
        var resources = delivery.Plan.Resources;
        var named = NackReader.Named(resources, message).Select(blame => blame.Resource).ToList();
        var blamed = named.Count == 0 ? [.. resources] : named;
        if (!delta && delivery.Type.Complete) _passing[delivery.Type].Clear();
        foreach (var (older, _) in _passing[delivery.Type]) older.ExceptWith(blamed); // what is said last counts
        HashSet<PackedResource> passing = [.. blamed.Where(resource => Passes(resource, named, message))];
        if (passing.Count > 0) _passing[delivery.Type].Add((passing, now));
        if (!delta && delivery.Type.Complete)
        {
            _rejected[delivery.Type].UnionWith(resources);
            return;
        }

        var blame = named.Count == 0 && resources.Length > 1 ? _suspected : _rejected;
        // What may have been bad was replaced before the client said so.
        if (named.Count == 0 && _byNonce.Values.Any(
            later => later.IsAfter(delivery) && resources.Any(resource => Replaces(later.Plan, resource)))) return;
        blame[delivery.Type].UnionWith(
            blamed.Where(resource => _sent[(delivery.Type, resource.Name)] == (delivery.Nonce, resource.Version)));
    }

    // For good or for a while.
    private static bool Replaces(PlannedResponse later, PackedResource resource) =>
        later.Removed.Contains(resource.Name) || later.Resources.Any(other => other.Name == resource.Name && !other.Equals(resource));

    private static bool Passes(PackedResource resource, List<PackedResource> named, string message)
    {
        var own = named.Count == 0
            ? message
            : message.Split('\n').First(line => line.StartsWith($"{resource.Name}: ", StringComparison.Ordinal));
        return own.Contains("in use", StringComparison.Ordinal);
    }

    private void NotRejected(Delivery delivery)
    {
        var (type, resources) = (delivery.Type, delivery.Plan.Resources);
        if (!delta && type.Complete) // the whole is rejected, and the whole must differ
        {
            Check(_rejected[type].Count == 0 || !_rejected[type].SetEquals(resources), "rejected content comes again (R26)", delivery);
            return;
        }

        Check(!resources.Any(_rejected[type].Contains), "rejected content comes again (R26)", delivery);
        var released = resources.Any(resource => !_suspected[type].Contains(resource)) || delivery.Plan.Removed.Length > 0
            || _suspected[type].Any(
                suspect => !client[type].Wants(suspect.Name) || server.Find(type, suspect.Name)?.Version != suspect.Version);
        Check(
            released || !resources.Any(_suspected[type].Contains),
            "content of a rejected response comes again, and no part of it has changed (R26)",
            delivery);
    }

    private void ClustersFirst(Delivery delivery)
    {
        var clusters = client[ResourceType.Cluster];
        var unsent = server.All(ResourceType.Cluster).Where(cluster => clusters.Wants(cluster.Name)
            && !_rejected[ResourceType.Cluster].Contains(cluster)
            && !_suspected[ResourceType.Cluster].Contains(cluster)
            && _sent.GetValueOrDefault((ResourceType.Cluster, cluster.Name)).Version != cluster.Version);
        Check(!unsent.Any(), "a listener or route comes before its clusters (R101)", delivery);
    }

    private void RemovalsLast(Delivery delivery, IReadOnlyCollection<Delivery> unanswered)
    {
        var gone = client[ResourceType.Cluster].Held.Keys.Where(name => delta
            ? delivery.Plan.Removed.Contains(name) && !_askedAgain.Contains(name) // who asks gets an answer (R65)
            : _lastClusters.Contains(name) && delivery.Plan.Resources.All(resource => resource.Name != name));
        if (!gone.Any()) return;
        foreach (var type in (ResourceType[])[ResourceType.Listener, ResourceType.Route])
        {
            Check(unanswered.All(other => other.Type != type), $"a cluster goes while {type} is not accepted (R102)", delivery);
            Check(client[type].HoldsAll(server), $"a cluster goes while {type} is not replaced (R102)", delivery);
        }
    }

    private void Remember(Delivery delivery)
    {
        _byNonce[delivery.Nonce] = delivery;
        foreach (var resource in delivery.Plan.Resources) _sent[(delivery.Type, resource.Name)] = (delivery.Nonce, resource.Version);
        foreach (var name in delivery.Plan.Removed) _sent[(delivery.Type, name)] = (delivery.Nonce, "");
        var again = delivery.Plan.Resources.Select(resource => resource.Name).Concat(delivery.Plan.Removed).ToHashSet();
        if (delivery.Type == ResourceType.Cluster) _lastClusters = [.. delivery.Plan.Resources.Select(resource => resource.Name)];
        if (delivery.Type == ResourceType.Cluster) _askedAgain.ExceptWith(again);
        Forget(
            delivery.Type,
            resource =>
                (!delta && delivery.Type.Complete) || again.Contains(resource.Name) || !client[delivery.Type].Wants(resource.Name)
                    || server.Find(delivery.Type, resource.Name) is null);
    }

    private void Forget(ResourceType type, Predicate<PackedResource> which)
    {
        _rejected[type].RemoveWhere(which);
        _suspected[type].RemoveWhere(which);
    }

    private static void Check(bool holds, string rule, Delivery delivery)
    {
        if (!holds)
        {
            throw new AssertionException(
                $"{rule}: {delivery.Type} [{string.Join(",", delivery.Plan.Resources)}] removed "
                    + $"[{string.Join(",", delivery.Plan.Removed)}]");
        }
    }
}
