using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;

namespace TrafficTrace.Core.Store;

/// <summary>One mesh while its next revision is made. Whatever is not set, or set to what is there, stays the same object.</summary>
internal sealed class MeshEdit(
    MeshSnapshot before, HostAddresses addresses, ImmutableDictionary<string, SecretValue>? secrets)
{
    private static readonly ImmutableHashSet<string> NoNames = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    private readonly ImmutableDictionary<string, TrafficTracePolicy>.Builder _policies = before.WrittenPolicies.ToBuilder();
    private readonly ImmutableDictionary<string, Dataplane>.Builder _dataplanes = before.Dataplanes.ToBuilder();
    private readonly ImmutableDictionary<string, MeshService>.Builder _services = before.Services.ToBuilder();
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>>.Builder _instances = before.Instances.ToBuilder();
    private readonly ImmutableDictionary<string, MeshHost>.Builder _hosts = before.Hosts.ToBuilder();
    private readonly ImmutableDictionary<string, TracingOverride>.Builder _overrides = before.Overrides.ToBuilder();
    private readonly ImmutableHashSet<string>.Builder _changedPolicies = NewSet();
    private readonly ImmutableHashSet<string>.Builder _changedOverrides = NewSet();
    private readonly ImmutableHashSet<string>.Builder _changedDataplanes = NewSet();
    private readonly HashSet<string> _touchedServices = new(StringComparer.Ordinal);
    private Mesh? _mesh = before.WrittenMesh;
    private TracingFreeze? _freeze = before.Freeze;
    private HashSet<string>? _reached; // by any dataplane, once all are set

    public string MeshName => before.Name;

    /// <summary>Sets one resource, or removes it when <paramref name="wanted"/> is null.</summary>
    public void Set(ResourceKey key, Resource? wanted)
    {
        switch (key.Kind)
        {
            case ResourceKind.Mesh:
                if (!Same(_mesh, wanted)) _mesh = (Mesh?)wanted;
                break;
            case ResourceKind.TrafficTrace:
                Set(_policies, _changedPolicies, key.Name, (TrafficTracePolicy?)wanted);
                break;
            case ResourceKind.Dataplane:
                Set(key.Name, (Dataplane?)wanted);
                break;
            case ResourceKind.TracingFreeze:
                if (!Same(_freeze, wanted)) _freeze = (TracingFreeze?)wanted;
                break;
            case ResourceKind.TracingOverride:
                Set(_overrides, _changedOverrides, key.Name, (TracingOverride?)wanted);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "a kind that the store does not hold");
        }
    }

    /// <summary>
    /// Takes the addresses of hosts over. A dataplane whose address is another now has changed, although it is the same object.
    /// </summary>
    public void SetAddresses()
    {
        foreach (var (name, host) in before.Hosts)
        {
            var address = addresses.Of(name);
            if (address == host.Address) continue;
            _hosts[name] = host with { Address = address };
            _changedDataplanes.UnionWith(host.Dataplanes);
            _touchedServices.UnionWith(host.Dataplanes.SelectMany(dataplane => ServiceIndex.ServicesOf(_dataplanes[dataplane])));
        }
    }

    public (MeshSnapshot Mesh, MeshChange Change) Finish()
    {
        var changedServices = NewSet();
        foreach (var service in _touchedServices)
        {
            if (Rebuild(service)) changedServices.Add(service);
        }

        var written = _policies.ToImmutable();
        var (mesh, policies) = InForce(written);
        var change = new MeshChange(
            !ReferenceEquals(mesh, before.Mesh),
            _freeze is null && before.Freeze is null ? _changedPolicies.ToImmutable() : StoreChange.Differing(before.Policies, policies),
            _changedDataplanes.ToImmutable(),
            changedServices.ToImmutable())
        {
            Overrides = _changedOverrides.ToImmutable(),
            Freeze = !ReferenceEquals(_freeze, before.Freeze),
            Secrets = !SecretValues.AreSame(before.Secrets, secrets),
        };
        var after = new MeshSnapshot(before.Name, mesh, policies, _dataplanes.ToImmutable(), _services.ToImmutable())
        {
            Freeze = _freeze,
            Secrets = change.Secrets ? secrets : before.Secrets,
            WrittenMesh = _mesh,
            WrittenPolicies = written,
            Overrides = _overrides.ToImmutable(),
            Instances = _instances.ToImmutable(),
            Hosts = _hosts.ToImmutable(),
        };
        var isSame = change.IsEmpty && ReferenceEquals(_mesh, before.WrittenMesh) && _changedPolicies.Count == 0;
        return (isSame ? before : after, change);
    }

    // A freeze that came just now pins what was in force, object by object.
    private (Mesh? Mesh, ImmutableDictionary<string, TrafficTracePolicy> Policies) InForce(
        ImmutableDictionary<string, TrafficTracePolicy> written)
    {
        if (_freeze is null) return (_mesh, written);
        if (ReferenceEquals(_freeze, before.Freeze)) return (before.Mesh, before.Policies);
        var pinned = _freeze.Policies.ToImmutableDictionary(policy => policy.Name, StringComparer.Ordinal);
        var isHeld = Same(before.Mesh, _freeze.Pinned) && pinned.Count == before.Policies.Count
            && pinned.Values.All(policy => Same(before.Policies.GetValueOrDefault(policy.Name), policy));
        return isHeld ? (before.Mesh, before.Policies) : (_freeze.Pinned, pinned);
    }

    private void Set(string name, Dataplane? wanted)
    {
        var stored = _dataplanes.GetValueOrDefault(name);
        if (!Set(_dataplanes, _changedDataplanes, name, wanted)) return;

        if (stored?.HostName is { } left) SetHost(left, DataplanesAt(left).Remove(name));
        if (wanted?.HostName is { } host) SetHost(host, DataplanesAt(host).Add(name));
        foreach (var service in ServiceIndex.ServicesOf(stored)) SetInstances(service, InstancesOf(service).Remove(name));
        foreach (var service in ServiceIndex.ServicesOf(wanted)) SetInstances(service, InstancesOf(service).Add(name));
        // Was it the last that kept a service which nobody offers? Not where it keeps it still.
        _touchedServices.UnionWith(ServiceIndex.ServicesReachedBy(stored).Except(ServiceIndex.ServicesReachedBy(wanted))
            .Where(service => _services.GetValueOrDefault(service) is { Offered: false }));
    }

    private ImmutableHashSet<string> DataplanesAt(string host) => _hosts.GetValueOrDefault(host)?.Dataplanes ?? NoNames;

    private void SetHost(string host, ImmutableHashSet<string> dataplanes)
    {
        if (dataplanes.IsEmpty) _hosts.Remove(host);
        else _hosts[host] = new(addresses.Of(host), dataplanes);
    }

    private string? AddressOf(Dataplane dataplane) => dataplane.HostName is { } host ? _hosts[host].Address : dataplane.Address;

    private ImmutableHashSet<string> InstancesOf(string service) => _instances.GetValueOrDefault(service, NoNames);

    private void SetInstances(string service, ImmutableHashSet<string> instances)
    {
        _touchedServices.Add(service);
        if (instances.IsEmpty) _instances.Remove(service);
        else _instances[service] = instances;
    }

    private bool Rebuild(string service)
    {
        var stored = _services.GetValueOrDefault(service);
        if (!_instances.TryGetValue(service, out var instances)) return Withdraw(service, stored);

        var rebuilt = ServiceIndex.Build(service, instances.Select(name => _dataplanes[name]), AddressOf);
        if (stored is { Offered: true } && stored.Protocol == rebuilt.Protocol && stored.Endpoints.SequenceEqual(rebuilt.Endpoints))
            return false;

        _services[service] = rebuilt;
        return true;
    }

    private bool Withdraw(string service, MeshService? stored)
    {
        _reached ??= [.. _dataplanes.Values.SelectMany(ServiceIndex.ServicesReachedBy)];
        if (!_reached.Contains(service)) return _services.Remove(service);
        if (stored is not { Offered: true }) return false;

        _services[service] = stored with { Endpoints = [], Offered = false };
        return true;
    }

    private static bool Set<T>(ImmutableDictionary<string, T>.Builder all, ImmutableHashSet<string>.Builder changed, string name, T? wanted)
        where T : Resource
    {
        if (Same(all.GetValueOrDefault(name), wanted)) return false;

        if (wanted is null) all.Remove(name);
        else all[name] = wanted;
        changed.Add(name);
        return true;
    }

    private static bool Same(Resource? stored, Resource? wanted) =>
        ReferenceEquals(stored, wanted) || (stored is not null && wanted is not null && stored.HasContentOf(wanted));

    private static ImmutableHashSet<string>.Builder NewSet() => ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
}
