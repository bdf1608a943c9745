using System.Collections.Immutable;
using System.Text;
using Envoy.Api.Protos;
using Envoy.Service.Runtime.V3;

namespace TrafficTrace.Xds.Resources;

/// <summary>
/// A resource type and how the protocol treats it. <see cref="All"/> is in push order: a type that others refer to goes
/// before them (xds R100), and runtime goes first because Envoy asks for it before anything else.
/// </summary>
public sealed class ResourceType
{
    public static readonly ResourceType Runtime = new(0, "RTDS", TypeUrls.Runtime) { Absent = EmptyLayer };
    public static readonly ResourceType Secret = new(1, "SDS", TypeUrls.Secret) { Confidential = true };
    public static readonly ResourceType Cluster = new(2, "CDS", TypeUrls.Cluster) { Complete = true };
    public static readonly ResourceType Endpoints = new(3, "EDS", TypeUrls.ClusterLoadAssignment);
    public static readonly ResourceType Listener = new(4, "LDS", TypeUrls.Listener) { Complete = true };
    public static readonly ResourceType Route = new(5, "RDS", TypeUrls.RouteConfiguration);

    public static readonly ImmutableArray<ResourceType> All = [Runtime, Secret, Cluster, Endpoints, Listener, Route];

    static ResourceType()
    {
        Secret.Referrers = [Cluster, Listener];
        Cluster.Referrers = [Listener, Route];
        Endpoints.Referrers = [Cluster];
        Route.Referrers = [Listener];
    }

    private ResourceType(int index, string shortName, string typeUrl)
    {
        Index = index;
        ShortName = shortName;
        TypeUrl = typeUrl;
        TypeUrlUtf8 = Encoding.UTF8.GetBytes(typeUrl);
    }

    /// <summary>Place in <see cref="All"/>; -1 for a type that we do not know.</summary>
    public int Index { get; }

    /// <summary>As people call it: CDS, LDS and so on.</summary>
    public string ShortName { get; }

    public string TypeUrl { get; }

    /// <summary>
    /// In state-of-the-world a response holds the whole subscribed set, and what it lacks is deleted (xds R46); only such
    /// types know wildcard subscriptions (xds R43). Responses of the other types may hold any part (xds R47).
    /// </summary>
    public bool Complete { get; private init; }

    /// <summary>
    /// Its resources are sent only to streams of which the host says so, and told to nobody else: no content, no hash of it, no text of a
    /// client that may repeat it.
    /// </summary>
    public bool Confidential { get; private init; }

    /// <summary>The types whose resources name resources of this one.</summary>
    internal ImmutableArray<ResourceType> Referrers { get; private set; } = [];

    internal byte[] TypeUrlUtf8 { get; }

    /// <summary>What answers a name that the snapshot lacks; null where the protocol's own "absent" does.</summary>
    internal Func<string, PackedResource>? Absent { get; private init; }

    public static ResourceType Of(string typeUrl)
    {
        foreach (var type in All)
        {
            if (string.Equals(type.TypeUrl, typeUrl, StringComparison.Ordinal)) return type;
        }

        return new ResourceType(-1, "xDS", typeUrl); // remembered and answered as empty, never an error (xds R6)
    }

    public override string ToString() => ShortName;

    // Without an answer to every runtime layer Envoy asks for nothing else until its fetch timeout.
    private static PackedResource EmptyLayer(string name) => PackedResource.Pack(name, new Runtime { Name = name });
}
