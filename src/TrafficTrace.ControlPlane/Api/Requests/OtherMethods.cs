using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>
/// A path that is served, called by a method that is not: 405. Routing would say so by itself, but for the pattern of two segments under
/// which gRPC answers for services that are not there.
/// </summary>
internal static class OtherMethods
{
    /// <summary>After all paths are mapped.</summary>
    public static void Refuse(IEndpointRouteBuilder app)
    {
        var served =
            from endpoint in app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()
            where methods is not null && !endpoint.Metadata.OfType<Grpc.AspNetCore.Server.GrpcMethodMetadata>().Any()
            from method in methods.HttpMethods
            group method by endpoint.RoutePattern.RawText;
        foreach (var path in served.Where(path => path.Key is not null && IsOfTwoSegments(path.Key)).ToArray())
        {
            var allowed = string.Join(", ", path.Distinct().Order(StringComparer.Ordinal));
            app.Map(path.Key!, http =>
            {
                http.Response.Headers.Allow = allowed;
                return Answer.Plain(StatusCodes.Status405MethodNotAllowed).ExecuteAsync(http);
            }).Needs(Right.Nothing).ExcludeFromDescription();
        }
    }

    private static bool IsOfTwoSegments(string pattern) =>
        pattern.Trim('/').Count(character => character == '/') == 1 && !pattern.Contains("unimplemented", StringComparison.Ordinal);
}
