using Grpc.AspNetCore.Server;

namespace TrafficTrace.ControlPlane.Ports;

/// <summary>
/// Keeps the ports apart, which share one table of paths: gRPC and what is marked as theirs is on those of xDS, and nothing else is,
/// whatever protocol a client speaks. All that guards the API guards its own port only.
/// </summary>
internal static class PortGuard
{
    public static void UsePortGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint() is not { } endpoint || ServedPort.Of(context).IsApi != IsOfXds(endpoint) ? next(context) : Refuse(context));

    private static bool IsOfXds(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is not null || endpoint.Metadata.GetMetadata<OnXdsPort>() is not null
            || IsUnknownGrpc(endpoint);

    // Its own answer to a method or a service that is none: UNIMPLEMENTED.
    private static bool IsUnknownGrpc(Endpoint endpoint) => endpoint.DisplayName?.StartsWith("gRPC - ", StringComparison.Ordinal) == true;

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return ServedPort.Of(context).IsApi
            ? Task.CompletedTask
            : context.Response.WriteAsync("this is the port for Envoy: the API has a port of its own\n");
    }
}
