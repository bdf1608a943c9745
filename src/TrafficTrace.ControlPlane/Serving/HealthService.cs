using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Statuses = Google.Protobuf.Collections.MapField<string, Grpc.Health.V1.HealthCheckResponse>;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// <c>grpc.health.v1</c>: Check and Watch as the package has them, and List, which its definitions do not know yet. Methods
/// are virtual because the gRPC binder takes no others.
/// </summary>
[BindServiceMethod(typeof(HealthService), nameof(BindService))]
internal class HealthService(HealthServiceImpl health)
{
    /// <summary>As its descriptor has it, which a start does not wait for.</summary>
    public const string Name = "grpc.health.v1.Health";

    // HealthListResponse: map<string, HealthCheckResponse> statuses = 1. HealthListRequest has no field.
    private static readonly Statuses.Codec StatusesField =
        new(FieldCodec.ForString(10, ""), FieldCodec.ForMessage(18, HealthCheckResponse.Parser), 10);

    private static readonly Marshaller<HealthCheckRequest> Request = Of(HealthCheckRequest.Parser);
    private static readonly Marshaller<HealthCheckResponse> Response = Of(HealthCheckResponse.Parser);
    private static readonly Marshaller<Statuses> ListResponse = new(
        Write, _ => throw new NotSupportedException("a server reads no responses"));

    public static void BindService(ServiceBinderBase binder, HealthService? service)
    {
        binder.AddMethod(
            new Method<HealthCheckRequest, HealthCheckResponse>(MethodType.Unary, Name, nameof(Check), Request, Response),
            service is null ? null : service.Check);
        binder.AddMethod(
            new Method<HealthCheckRequest, HealthCheckResponse>(MethodType.ServerStreaming, Name, nameof(Watch), Request, Response),
            service is null ? null : service.Watch);
        binder.AddMethod(
            new Method<HealthCheckRequest, Statuses>(MethodType.Unary, Name, nameof(List), Request, ListResponse),
            service is null ? null : service.List);
    }

    public virtual Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => health.Check(request, context);

    public virtual Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responses, ServerCallContext context) =>
        health.Watch(request, responses, context);

    public virtual async Task<Statuses> List(HealthCheckRequest request, ServerCallContext context)
    {
        var statuses = new Statuses();
        foreach (var service in Readiness.Services)
            statuses.Add(service, await health.Check(new HealthCheckRequest { Service = service }, context));
        return statuses;
    }

    private static Marshaller<T> Of<T>(MessageParser<T> parser) where T : IMessage<T> =>
        Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);

    private static void Write(Statuses statuses, SerializationContext context)
    {
        var bytes = new byte[statuses.CalculateSize(StatusesField)];
        using var output = new CodedOutputStream(bytes);
        statuses.WriteTo(output, StatusesField);
        output.Flush();
        context.Complete(bytes);
    }
}
