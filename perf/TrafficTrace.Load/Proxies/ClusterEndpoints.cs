namespace TrafficTrace.Load.Proxies;

/// <summary>Which endpoints a cluster asks for.</summary>
internal static class ClusterEndpoints
{
    private const ulong Eds = 3;

    /// <summary>Name of the cluster's EDS resource: its service name, else its own name; empty unless its type is EDS.</summary>
    public static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> any)
    {
        var cluster = new ProtoReader(ProtoReader.Find(any, 2));
        ReadOnlySpan<byte> name = default, service = default;
        var type = 0UL;
        while (cluster.Next())
        {
            switch (cluster.Field)
            {
                case 1: name = cluster.Bytes; break;
                case 2: type = cluster.Number; break;
                case 3: service = ProtoReader.Find(cluster.Bytes, 2); break;
            }
        }

        return type != Eds ? default : service.IsEmpty ? name : service;
    }
}
