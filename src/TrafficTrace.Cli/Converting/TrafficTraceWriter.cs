using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Converting.EnvoyGateway;
using TrafficTrace.Cli.Converting.Istio;
using TrafficTrace.Cli.Converting.Kuma;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Converting;

/// <summary>From policies of other kinds to TrafficTraces: their backends go into the Mesh.</summary>
internal static class TrafficTraceWriter
{
    /// <param name="sources">
    /// MeshTraces, with their Meshes where there are; Istio's Telemetries with the MeshConfig; EnvoyProxies. Others are left out.
    /// </param>
    public static Converted Of(IEnumerable<Source> sources)
    {
        SourceDocument[] documents = [.. sources.Select(SourceDocument.Of)];
        var losses = new Losses();
        MeshTraceReading[] meshTraces = [.. MeshTraceReading.Of(documents, losses)];
        PolicyDraft[] policies =
        [
            .. meshTraces.Select(one => one.Draft), .. TelemetryReading.Of(documents, losses), .. EnvoyProxyReading.Of(documents, losses),
        ];
        if (policies.Length == 0 && !losses.Documents.Any())
            return Converted.Nothing("The files hold no MeshTrace, no Telemetry with tracing and no EnvoyProxy with tracing.");
        var meshes = policies.GroupBy(policy => policy.Mesh, StringComparer.Ordinal)
            .Select(mesh => (Name: mesh.Key, Found: Found(documents, mesh.Key), Policies: mesh.ToArray())).ToArray();
        return Converted.Of(
            meshes.SelectMany(mesh => new MeshDraft(mesh.Name, mesh.Found).Documents(mesh.Policies)),
            losses,
            [
                .. MeshTraceOrder.OfTrafficTraces(meshTraces),
                .. meshes.Where(mesh => mesh.Found is null).Select(mesh => Incomplete(mesh.Name)),
            ]);
    }

    private static JsonObject? Found(IEnumerable<SourceDocument> documents, string mesh) =>
        documents.FirstOrDefault(document => document.Kind == nameof(ResourceKind.Mesh) && document.Name == mesh)?.Root.Node as JsonObject;

    private static Finding Incomplete(string mesh) =>
        Converted.Says($"Mesh {mesh} is not in the files: put the tracing below into yours, which may hold more");
}
