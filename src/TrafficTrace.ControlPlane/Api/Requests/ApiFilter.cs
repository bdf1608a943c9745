using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>
/// What holds for every path of the API that tells of the store: the client takes one of our forms, and the store is loaded.
/// </summary>
internal sealed class ApiFilter(FirstLoad firstLoad) : IEndpointFilter
{
    private static readonly string[] NotServed = ["dryRun", "ifPreview"];

    private static readonly ApiError NotLoaded = new(
        StatusCodes.Status503ServiceUnavailable, "Not ready", "the resources are not read yet: ask again when /ready says so");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Representations.Accepted(context.HttpContext.Request) is null)
        {
            return Answer.Plain(
                StatusCodes.Status406NotAcceptable, $"\n\nAvailable representations: {Representations.Json}, {Representations.Yaml}");
        }

        // Nobody who asks what would happen may cause it.
        if (context.HttpContext.Request.Query.Keys.FirstOrDefault(NotServed.Contains) is { } asked)
            return Answer.Of(ApiError.Invalid("Bad Request", asked, "is not served yet", "Query is not valid"));
        return firstLoad.Done.IsCompletedSuccessfully ? await next(context) : Answer.Of(NotLoaded);
    }
}
