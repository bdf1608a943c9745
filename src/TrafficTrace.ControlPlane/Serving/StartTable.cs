using System.Globalization;
using Spectre.Console;
using TrafficTrace.ControlPlane.Reconciliation;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>What each Dataplane gets, for the person who has just started the control plane.</summary>
internal static class StartTable
{
    private const int MaxRows = 100;

    public static void Write(IAnsiConsole console, StoreSnapshot store)
    {
        var dataplanes = store.Meshes.Values
            .SelectMany(mesh => mesh.Dataplanes.Values, (mesh, dataplane) => (Mesh: mesh, Dataplane: dataplane))
            .OrderBy(pair => pair.Mesh.Name, StringComparer.Ordinal).ThenBy(pair => pair.Dataplane.Name, StringComparer.Ordinal)
            .ToArray();
        var table = new Table().NoBorder().AddColumns("DATAPLANE", "POLICY", "BACKEND", "SAMPLING", "TRACED LISTENERS");
        foreach (var (mesh, dataplane) in dataplanes.Take(MaxRows)) table.AddRow(Row(mesh, dataplane));
        if (dataplanes.Length > 0) console.Write(table);
        if (dataplanes.Length > MaxRows) console.WriteLine($"… and {dataplanes.Length - MaxRows} more");
        if (dataplanes.Length == 0) console.WriteLine("There is no Dataplane yet; each proxy waits for its own.");
    }

    private static IEnumerable<Text> Row(MeshSnapshot mesh, Dataplane dataplane)
    {
        var configuration = ProxyConfiguration.Of(mesh, Proxy.Of(dataplane));
        var tracing = configuration.Tracing;
        yield return new Text(NodeName.Id(mesh.Name, dataplane.Name));
        yield return new Text(tracing.Policy?.Name ?? "-");
        yield return new Text(tracing.Collector?.Name ?? "-");
        yield return new Text(tracing.Collector is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{tracing.Sampling ?? 100}%"));
        yield return new Text(tracing.Collector is null ? "-" : string.Join(' ', configuration.TracedListeners));
    }
}
