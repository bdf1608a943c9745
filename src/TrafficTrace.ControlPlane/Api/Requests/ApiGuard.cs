using Microsoft.AspNetCore.Http.Features;
using TrafficTrace.ControlPlane.Api.Answers;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>
/// Keeps out of the API what no client of it sends: a page of another origin that would read or write here with somebody's browser, and a
/// path whose segments are not what they look like. Who the caller is, is <see cref="AccessCheck"/>'s affair.
/// </summary>
internal static class ApiGuard
{
    private static readonly ApiError OtherOrigin = new(
        StatusCodes.Status403Forbidden, "Access Denied", "a page of another origin may do nothing here: its Origin is not this Host");

    public static void UseApiGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        Refusal(context) is not { } refusal ? next(context) : refusal.ExecuteAsync(context));

    private static IResult? Refusal(HttpContext context)
    {
        if (HidesSegments(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget))
            return Answer.Of(ApiError.Invalid("Bad Request", "path", "holds an encoded slash or a dot segment", "the path is not served"));
        return IsOfOwnOrigin(context.Request) && !IsOfOtherSite(context.Request) ? null : Answer.Of(OtherOrigin);
    }

    // "null" is the origin of a page that has none to show, such as a file.
    private static bool IsOfOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.All(origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Fetch Metadata: what an image or a script of another site asks for has no Origin. Who follows a link looks at the answer himself.
    /// </summary>
    private static bool IsOfOtherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
            && !(HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate");

    private static bool HidesSegments(string target)
    {
        var path = target.Split('?')[0];
        return path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            || path.Split('/').Any(segment => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..");
    }
}
