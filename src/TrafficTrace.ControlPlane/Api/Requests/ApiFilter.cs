using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Reports.Previews;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>
/// What holds for every path of the API that tells of the store: the client takes one of our forms, the store is loaded, and whether what
/// it is kept in can be reached is said, and which replicas do not answer: of their proxies what is told may be old, or unknown.
/// </summary>
internal sealed class ApiFilter(FirstLoad firstLoad, IJournal journal, FleetStatus fleet) : IEndpointFilter
{
    private const string StaleSince = "X-Stale-Since";
    private const string ReplicasMissing = "X-Replicas-Missing";

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
        if (!firstLoad.Done.IsCompletedSuccessfully) return Answer.Of(NotLoaded);
        if (journal.AwaySince is { } since) context.HttpContext.Response.Headers[StaleSince] = TimeText.Of(since);
        var missing = string.Join(", ", fleet.Peers.Missing.Select(peer => $"{peer.Instance} ({peer.Address})"));
        if (missing.Length > 0) context.HttpContext.Response.Headers[ReplicasMissing] = missing;
        try
        {
            return await next(context);
        }
        catch (JournalAwayException away)
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            return Answer.Of(new ApiError(StatusCodes.Status503ServiceUnavailable, "The store is away", away.Message));
        }
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
