using System.Buffers;
using System.Text;
using Google.Protobuf;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// A DiscoveryResponse or DeltaDiscoveryResponse that is written from packed bytes: no message is built for it. Field
/// numbers are those of <c>envoy/service/discovery/v3/discovery.proto</c>.
/// </summary>
public sealed class OutgoingResponse(PlannedResponse plan, byte[] typeUrl, string nonce, byte[] identifier, bool delta)
{
    private const byte VersionTag = 1 << 3 | 2;
    private const byte ResourcesTag = 2 << 3 | 2;
    private const byte TypeUrlTag = 4 << 3 | 2;
    private const byte NonceTag = 5 << 3 | 2;
    private const byte ControlPlaneTag = 6 << 3 | 2;
    private const byte DeltaRemovedTag = 6 << 3 | 2;
    private const byte DeltaControlPlaneTag = 7 << 3 | 2;
    private const byte ResourceVersionTag = 1 << 3 | 2;
    private const byte ResourceBodyTag = 2 << 3 | 2;
    private const byte ResourceNameTag = 3 << 3 | 2;

    public PlannedResponse Plan { get; } = plan;

    public string Nonce { get; } = nonce;

    /// <summary>Bytes that <see cref="WriteTo"/> writes.</summary>
    public int Size { get; } = SizeOf(plan, typeUrl, nonce, identifier, delta);

    public void WriteTo(IBufferWriter<byte> output)
    {
        var writer = new FieldWriter(output);
        writer.Field(VersionTag, Plan.Set.Version);
        foreach (var resource in Plan.Resources)
        {
            if (delta) WriteNamed(ref writer, resource);
            else writer.Field(ResourcesTag, resource.Own, resource.Shared);
        }

        writer.Field(TypeUrlTag, typeUrl);
        writer.Field(NonceTag, Nonce);
        if (delta)
        {
            foreach (var name in Plan.Removed) writer.Field(DeltaRemovedTag, name);
        }

        writer.Field(delta ? DeltaControlPlaneTag : ControlPlaneTag, identifier);
        writer.Flush();
    }

    private static void WriteNamed(ref FieldWriter writer, Envoy.Api.Protos.PackedResource resource)
    {
        writer.Head(ResourcesTag, NamedSize(resource));
        writer.Field(ResourceVersionTag, resource.Version);
        writer.Field(ResourceBodyTag, resource.Own, resource.Shared);
        writer.Field(ResourceNameTag, resource.Name);
    }

    private static int SizeOf(PlannedResponse plan, byte[] typeUrl, string nonce, byte[] identifier, bool delta)
    {
        var size = Field(plan.Set.Version) + Field(typeUrl.Length) + Field(nonce) + Field(identifier.Length);
        foreach (var resource in plan.Resources) size += Field(delta ? NamedSize(resource) : resource.Size);
        if (delta) size += plan.Removed.Sum(Field);
        return size;
    }

    private static int NamedSize(Envoy.Api.Protos.PackedResource resource) =>
        Field(resource.Version) + Field(resource.Size) + Field(resource.Name);

    private static int Field(string text) => Field(Encoding.UTF8.GetByteCount(text));

    private static int Field(int length) => 1 + CodedOutputStream.ComputeLengthSize(length) + length;
}
