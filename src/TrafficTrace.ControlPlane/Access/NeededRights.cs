using Grpc.AspNetCore.Server;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Access;

/// <summary>Says and finds what a path asks of its caller.</summary>
internal static class NeededRights
{
    private static readonly Needed Nothing = new(Right.Nothing);
    private static readonly Needed Admin = new(Right.Admin);

    public static T Needs<T>(this T endpoint, Right right, ResourceKind? kind = null) where T : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new Needed(right, kind)));
        return endpoint;
    }

    /// <summary>A path that says nothing asks for everything; where no code of ours answers, there is nothing to keep.</summary>
    public static Needed Of(Endpoint? endpoint) => endpoint switch
    {
        RouteEndpoint route when !IsUnserved(route) => route.Metadata.GetMetadata<Needed>() ?? Admin,
        _ => Nothing,
    };

    // gRPC's own answer to a service or a method that is not there.
    private static bool IsUnserved(RouteEndpoint route) =>
        route.Metadata.GetMetadata<GrpcMethodMetadata>() is null
            && route.RoutePattern.RawText?.Contains("unimplemented", StringComparison.Ordinal) == true;
}
