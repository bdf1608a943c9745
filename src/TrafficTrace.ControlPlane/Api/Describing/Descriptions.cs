using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Requests;

namespace TrafficTrace.ControlPlane.Api.Describing;

/// <summary>What is said of a path where it is mapped.</summary>
internal static class Descriptions
{
    /// <param name="endpoint">The path with its verb.</param>
    /// <param name="summary">What it answers.</param>
    /// <param name="errors">Statuses with which it refuses.</param>
    public static RouteHandlerBuilder Tells<T>(this RouteHandlerBuilder endpoint, string summary, params ReadOnlySpan<int> errors)
    {
        endpoint.WithSummary(summary).Produces<T>(StatusCodes.Status200OK, Representations.Json, Representations.Yaml);
        foreach (var status in errors) endpoint.Produces<ApiError>(status, Representations.Json);
        return endpoint;
    }

    /// <summary>As <see cref="Tells"/>, of a path that answers without a body, as Kuma's deletions do.</summary>
    public static RouteHandlerBuilder Deletes(this RouteHandlerBuilder endpoint, string summary, params ReadOnlySpan<int> errors)
    {
        endpoint.WithSummary(summary).Produces(StatusCodes.Status200OK).Previews();
        foreach (var status in errors) endpoint.Produces<ApiError>(status, Representations.Json);
        return endpoint;
    }

    public static RouteHandlerBuilder Asks(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new QueryParameter(name, description));

    /// <summary>The path can say what a write would do, and do it if it is so.</summary>
    public static RouteHandlerBuilder Previews(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new TakesPreview())
        .Asks(TakesPreview.DryRun, $"{TakesPreview.Server}: only say what would change, as /_preview does")
        .Asks(TakesPreview.IfPreview, "the token of a preview: write only what does no kind of thing that the preview had none of");

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.WithMetadata(new TakesDocuments(description));
}
