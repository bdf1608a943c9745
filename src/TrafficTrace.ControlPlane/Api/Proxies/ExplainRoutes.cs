using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Translation.Explaining;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.ControlPlane.Api.Proxies;

/// <summary>Why a proxy is traced as it is.</summary>
internal static class ExplainRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet($"/meshes/{{mesh}}/{KindTable.Of(ResourceKind.Dataplane).Plural}/{{name}}/_explain", Explain)
            .Needs(Right.Read).Tells<ProxyExplanation>("Why a proxy is traced as it is: policies, backend, sampling, each listener", 404);
        api.MapGet("/_proxies/{node}/_explain", ExplainNode)
            .Needs(Right.Read).Tells<ProxyExplanation>("The same of a connected node, be it that of a Dataplane or an overlay proxy", 404);
    }

    private static IResult Explain(string mesh, string name, ResourceStore store, ConnectedProxies connected)
    {
        var (now, node) = (store.Current, new NodeName(mesh, name));
        if (!now.Meshes.TryGetValue(mesh, out var known)) return Answer.Of(ApiError.NoMesh());
        var proxy = connected.Find(node.ToString()) ?? ConnectedProxy.Assumed;
        if (ProxyExplainer.Explain(now, node, proxy) is not { } explanation)
            return Answer.Of(ApiError.NoResource());
        return Told(explanation, connected.ConnectionOf(known.Dataplanes[name], now.Revision));
    }

    private static IResult ExplainNode(string node, ResourceStore store, ConnectedProxies connected)
    {
        var now = store.Current;
        if (connected.Find(node) is { Overlay: { } overlay } proxy)
            return Told(OverlayExplainer.Explain(now, overlay, proxy), connected.ConnectionOf(overlay, now.Revision));
        return NodeName.Parse(node) is { } name && now.Meshes.ContainsKey(name.Mesh)
            ? Explain(name.Mesh, name.Dataplane, store, connected)
            : Answer.Of(ApiError.NoResource());
    }

    private static IResult Told(ProxyExplanation explanation, ExplainedConnection connection) =>
        Answer.Of(explanation with { Connection = connection }, ExplanationJson.Told.ProxyExplanation);
}
