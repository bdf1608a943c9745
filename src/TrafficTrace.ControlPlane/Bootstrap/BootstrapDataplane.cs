using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>The Dataplane that a bootstrap is for: the proxy's own, which it sends along, else that of the store. Pure.</summary>
internal static class BootstrapDataplane
{
    public static (Dataplane? Dataplane, BootstrapRefusal? Refusal) Of(
        KumaBootstrapRequest request, StoreSnapshot store, ReaderOptions reading)
    {
        if (request is not { Mesh: { Length: > 0 } mesh, Name: { Length: > 0 } name })
            return (null, BootstrapRefusal.Invalid("mesh, name: have to be given"));
        if (request.ProxyType is not (null or "" or "dataplane"))
            return (null, BootstrapRefusal.Invalid($"proxyType: '{request.ProxyType}' is not served; a proxy here is a dataplane"));
        if (!store.Meshes.ContainsKey(mesh)) return (null, BootstrapRefusal.Invalid($"mesh: mesh \"{mesh}\" does not exist"));
        var (dataplane, refusal) = request.DataplaneResource is { Length: > 0 } text
            ? Own(text, mesh, name, reading)
            : (store.Find(new(ResourceKind.Dataplane, mesh, name)) as Dataplane, null);
        if (refusal is not null) return (null, refusal);
        if (dataplane is null) return (null, BootstrapRefusal.NotThere);
        return Uses(dataplane, request.AdminPort)
            ? (null, BootstrapRefusal.Invalid($"adminPort: {request.AdminPort} is a port of the Dataplane"))
            : (dataplane, null);
    }

    private static (Dataplane? Dataplane, BootstrapRefusal? Refusal) Own(string text, string mesh, string name, ReaderOptions reading)
    {
        if (text.Length > DataplaneMetadata.MaxLength)
            return (null, BootstrapRefusal.Invalid($"dataplaneResource: has more than {DataplaneMetadata.MaxLength} characters"));
        var read = ResourceReader.Read(text, "dataplaneResource", reading);
        if (!read.Errors.IsEmpty) return (null, BootstrapRefusal.Invalid(string.Join('\n', read.Errors)));
        if (read.Resources is not [Dataplane own])
            return (null, BootstrapRefusal.Invalid("dataplaneResource: has to be one Dataplane"));
        // The stream would be refused: a node may bring its own Dataplane and no other.
        return own.Mesh == mesh && own.Name == name
            ? (own, null)
            : (null, BootstrapRefusal.Invalid(
                $"dataplaneResource: is Dataplane '{own.Name}' of mesh '{own.Mesh}', and '{name}' of '{mesh}' is asked for"));
    }

    private static bool Uses(Dataplane dataplane, uint port) => port != 0
        && (dataplane.Inbounds.Any(inbound => inbound.Port == port) || dataplane.Outbounds.Any(outbound => outbound.Port == port));
}
