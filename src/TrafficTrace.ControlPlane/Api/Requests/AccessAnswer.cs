using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Net.Http.Headers;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>Why somebody is kept out, in the words of whichever protocol he speaks.</summary>
internal sealed record AccessAnswer(StatusCode Code, ApiError Error)
{
    public const string Denied = "Access Denied";
    private const string Unknown = "Unauthenticated";

    private const string HowTo =
        "send \"Authorization: Bearer TOKEN\" (traffictrace --token-file FILE); an admin makes one by traffictrace generate user-token";

    public static AccessAnswer TooMany { get; } = new(
        StatusCode.ResourceExhausted,
        new(StatusCodes.Status429TooManyRequests, "Too many attempts", "too many wrong tokens are shown here at once: try again later"));

    public static AccessAnswer Undecided(string why) =>
        new(StatusCode.Unavailable, new(StatusCodes.Status503ServiceUnavailable, "The token can't be checked", why));

    public static AccessAnswer WrongToken(string fault) =>
        new(StatusCode.Unauthenticated, new(StatusCodes.Status401Unauthorized, Unknown, $"the token {fault}"));

    public static AccessAnswer NoToken(string missing, string notLocal)
    {
        var local = notLocal.Length == 0 ? "" : $"; it is not taken as one of this machine's own user: {notLocal}";
        return new(
            StatusCode.Unauthenticated,
            new(StatusCodes.Status401Unauthorized, Unknown, $"this needs {missing}, and the request has no token: {HowTo}{local}"));
    }

    public static AccessAnswer NoRight(Caller caller, string missing) => new(StatusCode.PermissionDenied, Lacks(caller, missing));

    /// <summary>The caller is known and lacks a right.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="missing">Groups that would give it.</param>
    public static ApiError Lacks(Caller caller, string missing)
    {
        var has = caller.Groups.IsEmpty ? "is in no group" : $"is in {string.Join(", ", caller.Groups)}";
        return new(StatusCodes.Status403Forbidden, Denied, $"this needs {missing}; {caller.Name} {has}");
    }

    public Task WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null) return WriteGrpc(context.Response);
        if (Error.Status == StatusCodes.Status401Unauthorized) headers[HeaderNames.WWWAuthenticate] = "Bearer";
        if (Error.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            headers[HeaderNames.RetryAfter] = "5";
        return Answer.Of(Error).ExecuteAsync(context);
    }

    // A call that ends before it has begun: all of its answer is in the headers.
    private Task WriteGrpc(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = $"{(int)Code}";
        response.Headers["grpc-message"] = Uri.EscapeDataString(Error.Detail);
        return response.CompleteAsync();
    }
}
