using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Inspect;

/// <summary>Kuma's ways to ask which policy a proxy has, and which proxies a policy.</summary>
internal static class InspectRoutes
{
    private const string ProxyKind = "SidecarDataplane";
    private const string WholeProxy = "dataplane";

    public static void Map(IEndpointRouteBuilder api)
    {
        var (policies, dataplanes) = (KindTable.Of(ResourceKind.TrafficTrace).Plural, KindTable.Of(ResourceKind.Dataplane).Plural);
        api.MapGet($"/meshes/{{mesh}}/{dataplanes}/{{name}}/policies", Policies)
            .Needs(Right.Read).Tells<MatchedPoliciesAnswer>("The policies that a Dataplane has", 404);
        api.MapGet($"/meshes/{{mesh}}/{policies}/{{name}}/{dataplanes}", Dataplanes)
            .Needs(Right.Read).Tells<AffectedDataplanesAnswer>("The Dataplanes that have a policy", 404);
        api.MapGet($"/meshes/{{mesh}}/{policies}/{{name}}/_resources/{dataplanes}", Selected)
            .Needs(Right.Read).Tells<ResourceMetasAnswer>("The Dataplanes that a policy selects, whichever policy they have", 404);
    }

    private static IResult Policies(string mesh, string name, ResourceStore store)
    {
        if (store.Current.Meshes.GetValueOrDefault(mesh) is not { } known)
            return Answer.Of(ApiError.NotFound("Could not build MeshContext"));
        if (known.Dataplanes.GetValueOrDefault(name) is not { } dataplane)
            return Answer.Of(ApiError.NotFound("Could not get MatchedPolicies"));
        var winner = PolicyMatcher.Winner(Proxy.Of(dataplane), known.Policies.Values);
        MatchedPoliciesItem[] items = winner is null ? [] : [new(WholeProxy, ByKind(winner))];
        return Answer.Of(new MatchedPoliciesAnswer(ProxyKind, items.Length, items), ApiJson.Default.MatchedPoliciesAnswer);
    }

    private static Dictionary<string, IReadOnlyList<ResourceMeta>> ByKind(TrafficTracePolicy policy) =>
        new() { [policy.Kind.ToString()] = [ResourceMeta.Of(policy)] };

    /// <summary>Those that the policy wins; a policy that is not there wins none, as in Kuma.</summary>
    private static IResult Dataplanes(string mesh, string name, ResourceStore store)
    {
        if (store.Current.Meshes.GetValueOrDefault(mesh) is not { } known) return Answer.Of(ApiError.NotFound("Could not list Dataplanes"));
        AffectedDataplane[] items =
        [
            .. MeshMatches.Of(known).WonBy(name).Select(dataplane => new AffectedDataplane(
                ProxyKind, new(dataplane.Mesh, dataplane.Name), [new AttachmentAnswer(WholeProxy)])),
        ];
        return Answer.Of(new AffectedDataplanesAnswer(items.Length, items), ApiJson.Default.AffectedDataplanesAnswer);
    }

    /// <summary>Those that the policy selects, whoever wins them.</summary>
    private static IResult Selected(string mesh, string name, ResourceStore store)
    {
        if (store.Current.Meshes.GetValueOrDefault(mesh) is not { } known) return Answer.Of(ApiError.NoMesh());
        if (known.Policies.GetValueOrDefault(name) is not { } policy) return Answer.Of(ApiError.NoResource());
        ResourceMeta[] items =
        [
            .. known.Dataplanes.Values.Where(dataplane => PolicyMatcher.Selects(policy, Proxy.Of(dataplane)))
                .OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal).Select(ResourceMeta.Of),
        ];
        return Answer.Of(new ResourceMetasAnswer(items.Length, items), ApiJson.Default.ResourceMetasAnswer);
    }
}
