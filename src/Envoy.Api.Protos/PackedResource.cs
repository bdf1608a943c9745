using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
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
    private readonly ByteString _own;
    private readonly ByteString _shared;

    private PackedResource(string typeUrl, string name, ByteString own, ByteString shared, string? endpointsName)
    {
        TypeUrl = typeUrl;
        Name = name;
        _own = own;
        _shared = shared;
        EndpointsName = endpointsName;
        _hash = Hash(name, own, shared);
        Version = ((ulong)(_hash >> 64)).ToString("x16", CultureInfo.InvariantCulture);
    }

    public string TypeUrl { get; }

    public string Name { get; }

    /// <summary>
    /// The bytes that go on the wire, a serialised <c>google.protobuf.Any</c> with its type URL: these, and <see cref="Shared"/> behind
    /// them.
    /// </summary>
    public ReadOnlySpan<byte> Own => _own.Span;

    /// <summary>What other resources end with too; mostly nothing.</summary>
    public ReadOnlySpan<byte> Shared => _shared.Span;

    /// <summary>Bytes of both.</summary>
    public int Size => _own.Length + _shared.Length;

    /// <summary>Content hash, 16 hex digits: equal on every replica and after a restart (xds R29, R73).</summary>
    public string Version { get; }

    /// <summary>The ClusterLoadAssignment that this resource takes its endpoints from; null unless it is an EDS cluster.</summary>
    public string? EndpointsName { get; }

    /// <param name="name">Its name; the message need not hold it.</param>
    /// <param name="message">The resource.</param>
    /// <param name="rest">More of the same message, already serialised: protobuf reads one behind the other as both merged.</param>
    public static PackedResource Pack(string name, IMessage message, ByteString? rest = null) => new(
        DeterministicAny.TypeUrl(message.Descriptor),
        name,
        DeterministicAny.SerializeAny(message, rest?.Length ?? 0),
        rest ?? ByteString.Empty,
        message is Cluster cluster ? EndpointsOf(cluster) : null);

    /// <summary>
    /// This resource with <paramref name="rest"/> in place of <see cref="Shared"/>, for bytes of the same length: nothing is serialised
    /// for it. Null when the lengths differ, since what stands before them tells the length of all.
    /// </summary>
    public PackedResource? With(ByteString rest) => rest.Length == _shared.Length ? new(TypeUrl, Name, _own, rest, EndpointsName) : null;

    /// <summary>Reads the message back; for dumps and tests, never on the way to a proxy.</summary>
    public T Unpack<T>() where T : IMessage, new() => UnpackAny().Unpack<T>();

    public Any UnpackAny() => Any.Parser.ParseFrom([.. Own, .. Shared]);

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

    private static UInt128 Hash(string name, ByteString own, ByteString shared)
    {
        var seed = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(name.AsSpan()));
        if (!shared.IsEmpty) seed = XxHash3.HashToUInt64(shared.Span, (long)seed);
        return XxHash128.HashToUInt128(own.Span, (long)seed);
    }
}
