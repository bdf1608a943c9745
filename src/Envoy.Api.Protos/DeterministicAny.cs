using Google.Protobuf;

namespace Envoy.Api.Protos;

/// <summary>
/// Serialises messages so that equal messages give equal bytes. <c>Any.Pack</c> does not: it writes maps in the
/// order in which they were filled, and content hashes would then differ between replicas.
/// </summary>
public static class DeterministicAny
{
    private const string Prefix = "type.googleapis.com/";

    /// <summary>Type URL of a message as xDS spells it.</summary>
    public static string TypeUrl(Google.Protobuf.Reflection.MessageDescriptor descriptor) => Prefix + descriptor.FullName;

    public static Google.Protobuf.WellKnownTypes.Any Pack(IMessage message) => new()
    {
        TypeUrl = TypeUrl(message.Descriptor),
        Value = Serialize(message),
    };

    public static ByteString Serialize(IMessage message)
    {
        var bytes = new byte[message.CalculateSize()];
        using var output = new CodedOutputStream(bytes) { Deterministic = true };
        message.WriteTo(output);
        output.CheckNoSpaceLeft();
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
