using Spectre.Console;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// What each Dataplane gets, for the person who has just started the control plane. <see cref="Rest"/> stands below the rows.
/// </summary>
internal sealed record StartTable(IReadOnlyList<StartRow> Rows, string? Rest)
{
    private const int MaxRows = 100;

    public static StartTable Of(StoreSnapshot store)
    {
        var dataplanes = store.Meshes.Values
            .SelectMany(mesh => mesh.Dataplanes.Values, (mesh, dataplane) => (Mesh: mesh, Dataplane: dataplane))
            .OrderBy(pair => pair.Mesh.Name, StringComparer.Ordinal).ThenBy(pair => pair.Dataplane.Name, StringComparer.Ordinal)
            .ToArray();
        return new StartTable(
            [.. dataplanes.Take(MaxRows).Select(pair => StartRow.Of(pair.Mesh, pair.Dataplane))], RestOf(dataplanes.Length));
    }

    public void Write(IAnsiConsole console)
    {
        var table = new Table().NoBorder().AddColumns("DATAPLANE", "POLICY", "BACKEND", "SAMPLING", "TRACED LISTENERS");
        foreach (var row in Rows)
        {
            table.AddRow(
                new Text(row.Dataplane),
                new Text(row.Policy),
                new Text(row.Backend),
                new Text(row.Sampling),
                new Text(row.TracedListeners));
        }

        if (Rows.Count > 0) console.Write(table);
        if (Rest is not null) console.WriteLine(Rest);
    }

    private static string? RestOf(int dataplanes) => dataplanes switch
    {
        0 => "There is no Dataplane yet; each proxy waits for its own.",
        > MaxRows => $"… and {dataplanes - MaxRows} more",
        _ => null,
    };
}
