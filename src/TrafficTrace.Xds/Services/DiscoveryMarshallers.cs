using System.Buffers;
using Envoy.Service.Discovery.V3;
using Google.Protobuf;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Xds.Services;

/// <summary>Requests are read as generated messages; responses are written from packed bytes.</summary>
internal static class DiscoveryMarshallers
{
    // A node lists several hundred extensions, which nothing here reads.
    private static readonly Marshaller<DiscoveryRequest> Request = Reading(DiscoveryRequest.Parser.WithDiscardUnknownFields(true));
    private static readonly Marshaller<DeltaDiscoveryRequest> DeltaRequest = Reading(
        DeltaDiscoveryRequest.Parser.WithDiscardUnknownFields(true));
    private static readonly Marshaller<OutgoingResponse> Response = new(
        Write, _ => throw new NotSupportedException("a server reads no responses"));

    public static Method<DiscoveryRequest, OutgoingResponse> Stream(string service, string name) =>
        new(MethodType.DuplexStreaming, service, name, Request, Response);

    public static Method<DeltaDiscoveryRequest, OutgoingResponse> Delta(string service, string name) =>
        new(MethodType.DuplexStreaming, service, name, DeltaRequest, Response);

    private static Marshaller<T> Reading<T>(MessageParser<T> parser) where T : class, IMessage<T> => new(
        (message, context) => context.Complete(message.ToByteArray()),
        context => Read(parser, context.PayloadAsReadOnlySequence()));

    private static T Read<T>(MessageParser<T> parser, ReadOnlySequence<byte> payload) where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new RpcException(
                new Status(StatusCode.InvalidArgument, $"the message of {payload.Length} bytes is no {typeof(T).Name}: {broken.Message}"));
        }
    }

    private static void Write(OutgoingResponse response, SerializationContext context)
    {
        context.SetPayloadLength(response.Size); // first, so that the frame is written straight into the connection's buffer
        response.WriteTo(context.GetBufferWriter());
        context.Complete();
    }
}
