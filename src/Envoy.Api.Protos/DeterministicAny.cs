using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Envoy.Api.Protos;

/// <summary>
/// Serialises messages so that equal messages give equal bytes. <c>Any.Pack</c> does not: it writes maps in the
/// order in which they were filled, and content hashes would then differ between replicas.
/// </summary>
public static class DeterministicAny
{
    private const string Prefix = "type.googleapis.com/";
    private const byte TypeUrlTag = Any.TypeUrlFieldNumber << 3 | 2;
    private const byte ValueTag = Any.ValueFieldNumber << 3 | 2;

    private static readonly ConcurrentDictionary<MessageDescriptor, string> Known = new();

    /// <summary>Type URL of a message as xDS spells it.</summary>
    public static string TypeUrl(MessageDescriptor descriptor) => Known.GetOrAdd(descriptor, static type => Prefix + type.FullName);

    public static Any Pack(IMessage message) => new()
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

    /// <summary>
    /// The bytes of an <c>Any</c> of <paramref name="message"/>, but for <paramref name="rest"/> bytes of it that are to follow.
    /// </summary>
    internal static ByteString SerializeAny(IMessage message, int rest)
    {
        var typeUrl = TypeUrl(message.Descriptor);
        var own = message.CalculateSize();
        var bytes = new byte[2 + CodedOutputStream.ComputeStringSize(typeUrl) + CodedOutputStream.ComputeLengthSize(own + rest) + own];
        using var output = new CodedOutputStream(bytes) { Deterministic = true };
        output.WriteRawTag(TypeUrlTag);
        output.WriteString(typeUrl);
        output.WriteRawTag(ValueTag);
        output.WriteLength(own + rest);
        message.WriteTo(output);
        output.CheckNoSpaceLeft();
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
