using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

/// <summary>The content of stores as text, a line each thing, so that a difference can be read.</summary>
internal static class StoreText
{
    public static string Of(StoreSnapshot snapshot) => Of(
        snapshot.Meshes.Values.SelectMany(ResourcesOf),
        snapshot.Meshes.Values.SelectMany(mesh => mesh.Services.Values, (mesh, service) => (mesh.Name, service)),
        resource => resource is Dataplane dataplane ? snapshot.Meshes[resource.Mesh].AddressOf(dataplane) : null);

    public static string Of(IEnumerable<Resource> resources, IEnumerable<(string, MeshService)> services, HostAddresses hosts) =>
        Of(resources, services, resource => resource is Dataplane dataplane ? Address(dataplane, hosts) : null);

    public static string? Address(Dataplane dataplane, HostAddresses hosts) =>
        dataplane.HostName is { } host ? hosts.Of(host) : dataplane.Address;

    /// <summary>Of each mesh what is different between the two, as a change would say it.</summary>
    public static string OfChange(StoreSnapshot before, StoreSnapshot after)
    {
        var differing = Lines(before).Except(Lines(after)).Union(Lines(after).Except(Lines(before))).Select(line => line.Split(": ")[0]);
        return string.Join('\n', differing.Distinct().Order(StringComparer.Ordinal));
    }

    public static string Of(StoreChange change) => string.Join('\n', change.Meshes.SelectMany(Changed).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Changed(KeyValuePair<string, MeshChange> mesh) =>
    [
        .. mesh.Value.Mesh ? new[] { $"Mesh {mesh.Key}" } : [],
        .. mesh.Value.Policies.Select(name => $"{ResourceKind.TrafficTrace} {mesh.Key}/{name}"),
        .. mesh.Value.Dataplanes.Select(name => $"{ResourceKind.Dataplane} {mesh.Key}/{name}"),
        .. mesh.Value.Services.Select(name => $"service {mesh.Key}/{name}"),
    ];

    private static string[] Lines(StoreSnapshot snapshot) => Of(snapshot).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<Resource> ResourcesOf(MeshSnapshot mesh) =>
        mesh.Policies.Values.Cast<Resource>().Concat(mesh.Dataplanes.Values).Concat(mesh.Mesh is null ? [] : [mesh.Mesh]);

    private static string Of(
        IEnumerable<Resource> resources, IEnumerable<(string Mesh, MeshService Service)> services, Func<Resource, string?> addressOf) =>
        string.Join('\n', resources.Select(resource => $"{resource.Key}: {resource.SpecJson} {addressOf(resource)}")
            .Concat(services.Select(one => $"service {one.Mesh}/{one.Service.Name}: {one.Service.Protocol} {one.Service.Offered} "
                + $"{string.Join(' ', one.Service.Endpoints)}"))
            .Order(StringComparer.Ordinal));
}
