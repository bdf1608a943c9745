using System.Net;
using Microsoft.AspNetCore.Http.Features;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Ports;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>
/// Keeps out of the API what no client of it sends: a page of another origin that would write here with somebody's browser, a write from
/// another machine while nobody has to say who he is, and a path whose segments are not what they look like.
/// </summary>
internal static class ApiGuard
{
    private const string Title = "Access Denied";

    private static readonly ApiError OtherOrigin = new(
        StatusCodes.Status403Forbidden, Title, "a page of another origin may not write here: its Origin is not this Host");

    private static readonly ApiError ReadOnly = new(
        StatusCodes.Status403Forbidden,
        Title,
        $"the API is read-only: it can be reached from other machines ({Setting.Bind.Option}), and nobody has to say who he is yet");

    public static void UseApiGuard(this WebApplication app, ControlPlaneOptions options) => app.Use((context, next) =>
        !ServedPort.Of(context).IsApi || Refusal(context, options) is not { } refusal
            ? next(context)
            : refusal.ExecuteAsync(context));

    private static IResult? Refusal(HttpContext context, ControlPlaneOptions options)
    {
        var request = context.Request;
        if (HidesSegments(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget))
            return Answer.Of(ApiError.Invalid("Bad Request", "path", "holds an encoded slash or a dot segment", "the path is not served"));
        if (IsRead(request.Method)) return null;
        if (!IsOfOwnOrigin(request)) return Answer.Of(OtherOrigin);
        return IPAddress.IsLoopback(options.Bind) || ChangesNothing(request) ? null : Answer.Of(ReadOnly);
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // "null" is the origin of a page that has none to show, such as a file.
    private static bool IsOfOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.All(origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static bool ChangesNothing(HttpRequest request) =>
        request.Path == "/_preview" || TakesPreview.IsDry(request);

    private static bool HidesSegments(string target)
    {
        var path = target.Split('?')[0];
        return path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            || path.Split('/').Any(segment => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..");
    }
}
