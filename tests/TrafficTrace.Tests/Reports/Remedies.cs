using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Reports;

/// <summary>What to do against a cause that an explanation names for an untraced listener, and nothing more than that.</summary>
internal static class Remedies
{
    public static StoreSnapshot Apply(StoreSnapshot store, NodeName node, string listener, string cause)
    {
        var mesh = store.Meshes[node.Mesh];
        var dataplane = mesh.Dataplanes[node.Dataplane];
        Resource[] puts = cause switch
        {
            _ when cause.Contains("does not resolve") => [With(dataplane, "10.0.0.99", dataplane.Inbounds)],
            _ when cause.Contains("no TrafficTrace selects") || cause.Contains("there is no Mesh") || cause.Contains("backend") =>
                Traced(mesh, dataplane, cause),
            _ when cause.Contains("no Dataplane offers") => [Offering(mesh, dataplane, listener)],
            _ when cause.StartsWith("this listener goes to", StringComparison.Ordinal) =>
            [
                .. mesh.Dataplanes.Values.Select(one =>
                    With(one, one.Address, one.Inbounds.Select(inbound => Speaking(inbound, Reached(dataplane, listener), null)))),
            ],
            _ when cause.StartsWith("this listener ", StringComparison.Ordinal) =>
                [With(dataplane, dataplane.Address, dataplane.Inbounds.Select(inbound => Speaking(inbound, null, PortOf(listener))))],
            _ => throw new ArgumentException($"no remedy is known for: {cause}", nameof(cause)),
        };
        return store.With(Origin.File, ReportCase.Placed(puts), []);
    }

    /// <summary>But for the address, which is known only once the Dataplane has one.</summary>
    public static bool IsSame(string one, string other) =>
        one.Split(':')[0] == other.Split(':')[0] && PortOf(one) == PortOf(other);

    // Its tags stay: they say who selects it.
    private static Resource[] Traced(MeshSnapshot mesh, Dataplane dataplane, string cause)
    {
        var selected = dataplane.TagSets.FirstOrDefault()?.ServiceName;
        if (cause.Contains("no TrafficTrace selects"))
            return [Reported.Mesh("jaeger", Reported.Backend("jaeger")), Reported.Policy("p9", null, $"kuma.io/service={selected}")];
        var backends = mesh.Mesh?.Backends ?? [];
        var wanted = mesh.Policies.Values.Select(policy => policy.Backend).OfType<string>().Distinct()
            .Except(backends.Select(one => one.Name));
        TracingBackend[] all = [.. backends, .. wanted.Select(name => Reported.Backend(name))];
        if (all.Length == 0) all = [Reported.Backend("jaeger")];
        return [Reported.Mesh(mesh.Mesh?.DefaultBackend ?? all[0].Name, all)];
    }

    private static Dataplane Offering(MeshSnapshot mesh, Dataplane caller, string listener) => Reported.Serving(
        $"offers-{mesh.Dataplanes.Count}", "10.0.0.98", $"kuma.io/service={Reached(caller, listener)} kuma.io/protocol=http");

    private static string Reached(Dataplane caller, string listener) =>
        caller.Outbounds.Single(outbound => outbound.Port == PortOf(listener)).Tags.ServiceName!;

    private static Inbound Speaking(Inbound inbound, string? service, int? port)
    {
        if (service is not null && service != inbound.Tags.ServiceName) return inbound;
        if (port is not null && port != inbound.Port) return inbound;
        var tags = TagSet.Of([.. inbound.Tags, KeyValuePair.Create(TagSet.Protocol, "http")]);
        return new Inbound(inbound.Address, inbound.Port, inbound.ServiceAddress, inbound.ServicePort, tags, inbound.Ready);
    }

    private static Dataplane With(Dataplane dataplane, string address, IEnumerable<Inbound> inbounds) => Reported.Dataplane(
        dataplane.Name,
        address,
        dataplane.Gateway,
        [.. inbounds],
        [.. dataplane.Outbounds.Select(outbound => outbound.Tags.ServiceName!)]);

    private static int PortOf(string listener) => int.Parse(listener[(listener.LastIndexOf(':') + 1)..]);
}
