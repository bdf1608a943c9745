using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Translate;

/// <summary>
/// One run of <c>traffictrace translate</c>: files to store, match, translate, print; each step is the control plane's own.
/// </summary>
internal sealed class TranslateRun(TranslateOptions options, TextWriter output, TextWriter error)
{
    private const string OnlyLookedUpThere = "which only the control plane looks up";

    /// <returns>0 when the configuration was printed, else 1.</returns>
    public int Run(ResourceInput input)
    {
        InputReport.WriteFindings(input, error);
        if (!input.Errors.IsEmpty)
            return 1;
        var mesh = Mesh(input);
        if (Condition(mesh) is { } condition)
        {
            error.WriteLine(condition);
            return 1;
        }

        Print(mesh, mesh.Dataplanes[options.Node.Dataplane]);
        return 0;
    }

    private MeshSnapshot Mesh(ResourceInput input)
    {
        var store = StoreSnapshot.Empty.With(Origin.File, PlacedResource.Nowhere(input.Resources), []);
        return store.MeshOf(options.Node.Mesh);
    }

    private string? Condition(MeshSnapshot mesh)
    {
        if (!mesh.Dataplanes.TryGetValue(options.Node.Dataplane, out var dataplane))
            return $"There is no Dataplane \"{options.Node.Dataplane}\" in mesh \"{mesh.Name}\" in these files.{Known(mesh)}";
        return mesh.AddressOf(dataplane) is null
            ? $"The address \"{dataplane.Address}\" of {dataplane.Key} is a name, {OnlyLookedUpThere}: put an IP address there to see "
                + "the configuration."
            : null;
    }

    private static string Known(MeshSnapshot mesh) =>
        mesh.Dataplanes.IsEmpty ? "" : $" There are: {string.Join(", ", mesh.Dataplanes.Keys.Order(StringComparer.Ordinal))}.";

    private void Print(MeshSnapshot mesh, Dataplane dataplane)
    {
        var proxy = Proxy.Of(dataplane);
        var match = PolicyMatcher.Explain(proxy, mesh.Policies.Values);
        var configuration = ProxyConfiguration.Of(mesh, proxy, match.Winner);
        var resources = new ProxyTranslator().Translate(configuration, options.Sampling);
        Explain(mesh, dataplane, configuration.Tracing, match);
        WarnOfNames(mesh, dataplane);
        if (Printed(proxy, resources) is { Count: > 0 } document)
            output.Write(Document.Render(document, options.Format));
    }

    private JsonObject Printed(Proxy proxy, EnvoyResources resources) => options.Static
        ? StaticBootstrap.Of(options.Node.ToString(), proxy.IdentifyingService, resources, options.Sampling)
        : Rendered.Of(resources, options.Sampling, options.Type);

    private void Explain(MeshSnapshot mesh, Dataplane dataplane, EffectiveTracing tracing, PolicyMatch match)
    {
        var inVain = Traceable.InVain(mesh, dataplane, tracing);
        error.WriteLine($"{dataplane.Key} is {(inVain is null ? tracing.Reason : $"untraced: {inVain}")}");
        foreach (var lost in match.Lost)
            error.WriteLine($"not {lost.Policy.Key}: {lost.Reason}");
    }

    private void WarnOfNames(MeshSnapshot mesh, Dataplane proxy)
    {
        var wanted = proxy.Outbounds.Select(outbound => outbound.Tags.ServiceName).ToHashSet(StringComparer.Ordinal);
        var unresolved = mesh.Dataplanes.Values
            .Where(dataplane => dataplane.HostName is not null && dataplane.TagSets.Any(tags => wanted.Contains(tags.ServiceName)))
            .OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal);
        foreach (var dataplane in unresolved)
        {
            error.WriteLine(
                $"warning: {dataplane.Key}: its address \"{dataplane.Address}\" is a name, {OnlyLookedUpThere}: it is missing from the "
                    + "endpoints here");
        }
    }
}
