namespace TrafficTrace.Core.Resources;

/// <summary>
/// A node id taken apart: <c>mesh.dataplane</c>, at the first dot, for names of meshes have none. An id with a tilde is Istio's, as
/// <c>sidecar~10.0.0.1~web-1.shop~shop.svc.cluster.local</c>, and never that of a Dataplane.
/// </summary>
public readonly record struct NodeName(string Mesh, string Dataplane)
{
    /// <summary>Null when the id has no dot with something on either side, or is Istio's.</summary>
    public static NodeName? Parse(string id)
    {
        if (id.Contains('~')) return null;
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < id.Length - 1 ? new(id[..dot], id[(dot + 1)..]) : null;
    }

    public static string Id(string mesh, string dataplane) => $"{mesh}.{dataplane}";

    /// <summary>The node id.</summary>
    public override string ToString() => Id(Mesh, Dataplane);
}
