using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Reports.Previews;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>
/// What holds for every path of the API that tells of the store: the client takes one of our forms, and the store is loaded.
/// </summary>
internal sealed class ApiFilter(FirstLoad firstLoad) : IEndpointFilter
{
    private static readonly ApiError NotLoaded = new(
        StatusCodes.Status503ServiceUnavailable, "Not ready", "the resources are not read yet: ask again when /ready says so");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Representations.Accepted(context.HttpContext.Request) is null)
        {
            return Answer.Plain(
                StatusCodes.Status406NotAcceptable, $"\n\nAvailable representations: {Representations.Json}, {Representations.Yaml}");
        }

        if (Misunderstood(context.HttpContext) is { } wrong)
            return Answer.Of(ApiError.Invalid("Bad Request", [wrong], "Query is not valid"));
        return firstLoad.Done.IsCompletedSuccessfully ? await next(context) : Answer.Of(NotLoaded);
    }

    private static InvalidParameter? Misunderstood(HttpContext http)
    {
        var query = http.Request.Query;
        var (dryRun, token) = (query[TakesPreview.DryRun].FirstOrDefault(), TakesPreview.TokenOf(http.Request));
        if (dryRun is null && token is null) return null;
        if (http.GetEndpoint()?.Metadata.GetMetadata<TakesPreview>() is null)
            return new(dryRun is null ? TakesPreview.IfPreview : TakesPreview.DryRun, "is not served for this path");
        if (dryRun is not (null or TakesPreview.Server)) return new(TakesPreview.DryRun, $"has to be {TakesPreview.Server}");
        return token is null || PreviewToken.IsOne(token) ? null : new(TakesPreview.IfPreview, "has to be the token of a preview");
    }
}
