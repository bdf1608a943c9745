using System.IO.Hashing;
using System.Text;
using Envoy.Config.Cluster.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Envoy.Api.Protos;

/// <summary>
/// A discovery resource, packed and hashed once and shared by every snapshot that holds it. Two of them are equal
/// when type, name and content are.
/// </summary>
public sealed class PackedResource : IEquatable<PackedResource>
{
    private readonly UInt128 _hash;

    private PackedResource(string typeUrl, string name, ByteString any, string? endpointsName)
    {
        TypeUrl = typeUrl;
        Name = name;
        Any = any;
        EndpointsName = endpointsName;
        _hash = Hash(name, any);
        Version = _hash.ToString("x32", null)[..16];
    }

    public string TypeUrl { get; }

    public string Name { get; }

    /// <summary>The serialised <c>google.protobuf.Any</c>, type URL included: the bytes that go on the wire.</summary>
    public ByteString Any { get; }

    /// <summary>Content hash, 16 hex digits: equal on every replica and after a restart (xds R29, R73).</summary>
    public string Version { get; }

    /// <summary>The ClusterLoadAssignment that this resource takes its endpoints from; null unless it is an EDS cluster.</summary>
    public string? EndpointsName { get; }

    public static PackedResource Pack(string name, IMessage message) => new(
        DeterministicAny.TypeUrl(message.Descriptor),
        name,
        DeterministicAny.Serialize(DeterministicAny.Pack(message)),
        message is Cluster cluster ? EndpointsOf(cluster) : null);

    /// <summary>Reads the message back; for dumps and tests, never on the way to a proxy.</summary>
    public T Unpack<T>() where T : IMessage, new() => UnpackAny().Unpack<T>();

    public Any UnpackAny() => Google.Protobuf.WellKnownTypes.Any.Parser.ParseFrom(Any);

    public bool Equals(PackedResource? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Name == other.Name && TypeUrl == other.TypeUrl);

    public override bool Equals(object? obj) => Equals(obj as PackedResource);

    public override int GetHashCode() => _hash.GetHashCode();

    public override string ToString() => $"{TypeUrl}/{Name}@{Version}";

    private static string? EndpointsOf(Cluster cluster)
    {
        if (cluster.Type != Cluster.Types.DiscoveryType.Eds) return null;
        var serviceName = cluster.EdsClusterConfig?.ServiceName;
        return string.IsNullOrEmpty(serviceName) ? cluster.Name : serviceName;
    }

    private static UInt128 Hash(string name, ByteString any)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(name));
        hash.Append(any.Span);
        return hash.GetCurrentHashAsUInt128();
    }
}
