using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Resources;

/// <summary>Lists of resources.</summary>
internal static class ResourceLists
{
    /// <summary>Of all meshes when <paramref name="mesh"/> is null.</summary>
    public static IResult List(HttpContext http, StoreSnapshot now, ResourceKind kind, string? mesh)
    {
        var part = ListPart.Of(http.Request, now, kind, mesh);
        return part.Refusal is { } refusal
            ? Answer.Of(refusal)
            : Answer.Of(new ListAnswer(part.Total, part.Items, part.Next), ApiJson.Default.ListAnswer);
    }
}
