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
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet($"/meshes/{{mesh}}/{KindTable.Of(ResourceKind.Dataplane).Plural}/{{name}}/_explain", Explain)
        .Tells<ProxyExplanation>("Why a proxy is traced as it is: policies, backend, sampling, each listener", 404);

    private static IResult Explain(string mesh, string name, ResourceStore store, ConnectedProxies connected)
    {
        if (!store.Current.Meshes.ContainsKey(mesh)) return Answer.Of(ApiError.NoMesh());
        var node = new NodeName(mesh, name);
        var mode = connected.ModeOf(node.ToString());
        if (ProxyExplainer.Explain(store.Current, node, mode ?? SamplingMode.Rtds) is not { } explanation)
            return Answer.Of(ApiError.NotFound("Could not retrieve a resource"));
        var connection = ExplainedConnection.Offline with { State = mode is null ? ConnectionState.Offline : ConnectionState.Connected };
        return Answer.Of(explanation with { Connection = connection }, ExplanationJson.Told.ProxyExplanation);
    }
}
