using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace TrafficTrace.Load.Scenarios;

/// <summary>All figures of a run. Each may be taken several times: the median counts.</summary>
internal sealed class Report
{
    private readonly List<string> _servers = [];
    private readonly OrderedDictionary<(string Scenario, string Figure), Dictionary<string, List<double>>> _figures = [];

    public void Add(string server, string scenario, string figure, double value)
    {
        if (!_servers.Contains(server)) _servers.Add(server);
        if (!_figures.TryGetValue((scenario, figure), out var row)) _figures[(scenario, figure)] = row = [];
        if (!row.TryGetValue(server, out var values)) row[server] = values = [];
        values.Add(value);
    }

    /// <summary>The figures of another report, from its JSON.</summary>
    public void Add(string json)
    {
        foreach (var row in JsonSerializer.Deserialize<ReportRow[]>(json, JsonSerializerOptions.Web)!)
        {
            foreach (var (server, values) in row.Values)
            {
                foreach (var value in values) Add(server, row.Scenario, row.Figure, value);
            }
        }
    }

    /// <summary>Prints a row for each figure, with the first server's ratio to each of the others.</summary>
    public void Print()
    {
        var table = new Table().AddColumns("scenario", "figure");
        foreach (var server in _servers) table.AddColumn(new TableColumn(server).RightAligned());
        foreach (var other in _servers.Skip(1)) table.AddColumn(new TableColumn($": {other}").RightAligned());
        foreach (var ((scenario, figure), row) in _figures)
        {
            var medians = _servers.Select(server => Median(row.GetValueOrDefault(server))).ToArray();
            var ratios = medians.Skip(1).Select(other => other is > 0 && medians[0] is { } own ? Text(own / other) : "");
            table.AddRow([scenario, figure, .. medians.Select(Text), .. ratios]);
        }

        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
        AnsiConsole.Write(table);
    }

    public string ToJson() =>
        JsonSerializer.Serialize(
            _figures.Select(row => new ReportRow(row.Key.Scenario, row.Key.Figure, row.Value)), JsonSerializerOptions.Web);

    private static double? Median(List<double>? values) =>
        values is null ? null : values.Order().ElementAt(values.Count / 2);

    private static string Text(double? value) => value switch
    {
        null => "",
        >= 1000 => value.Value.ToString("F0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("G3", CultureInfo.InvariantCulture),
    };
}
