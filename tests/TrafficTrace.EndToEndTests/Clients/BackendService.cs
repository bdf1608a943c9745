using Grpc.Core;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>One call, texts in and out as plain UTF-8, so that no client needs a message type.</summary>
[BindServiceMethod(typeof(BackendService), nameof(Bind))]
internal abstract class BackendService
{
    public static void Bind(ServiceBinderBase binder, BackendService? service) => binder.AddMethod(
        new Method<string, string>(
            MethodType.Unary, "clients.Backend", nameof(Answer), Marshallers.StringMarshaller, Marshallers.StringMarshaller),
        service is null ? null : service.Answer);

    public abstract Task<string> Answer(string request, ServerCallContext context);
}
