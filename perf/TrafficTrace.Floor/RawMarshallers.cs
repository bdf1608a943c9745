using System.Buffers;
using Grpc.Core;
using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Floor;

/// <summary>Bytes out, and of a request just what has to be known.</summary>
internal static class RawMarshallers
{
    public static readonly Marshaller<byte[]> Response = new(Write, _ => throw new NotSupportedException("responses are only written"));

    public static readonly Marshaller<FloorRequest> Request = new(
        (_, _) => throw new NotSupportedException("requests are only read"), Read);

    private static void Write(byte[] message, SerializationContext context)
    {
        context.SetPayloadLength(message.Length);
        context.GetBufferWriter().Write(message);
        context.Complete();
    }

    private static FloorRequest Read(DeserializationContext context)
    {
        var payload = context.PayloadAsReadOnlySequence();
        var fields = new ProtoReader(payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray());
        var request = FloorRequest.Acknowledgement;
        while (fields.Next())
        {
            if (fields.Field == 5) return FloorRequest.Acknowledgement;
            if (fields.Field == 4) request = FloorRequest.For(XdsTypes.Of(fields.Bytes));
        }

        return request;
    }
}
