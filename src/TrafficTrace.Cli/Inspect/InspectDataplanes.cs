using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Inspect;

internal static class InspectDataplanes
{
    public static Command Create(Terminal terminal)
    {
        var mesh = NameOptions.Mesh("The mesh that they are in.");
        var tag = new Option<string?>("--tag") { Description = "Only those that have this in the tag's value.", HelpName = "TAG=VALUE" }
            .Read(text => Filter(text) is { } filter ? ((string?)filter, null) : (null, "write it as TAG=VALUE"));
        var gateway = new Option<bool>("--gateway") { Description = "Only those of gateways." };
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        var command = new Command("dataplanes", "List the proxies: who is connected, what was sent, what was rejected.")
        {
            mesh, tag, gateway, format,
        };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var inMesh = session.Parsed.GetRequiredValue(mesh);
            var path = ApiPath.Query(
                $"{ApiKind.Dataplane.PathOfAll(inMesh)}/_overview",
                ("tag", session.Parsed.GetValue(tag)),
                ("gateway", session.Parsed.GetValue(gateway) ? "true" : null));
            var overviews = await Listing.AllAsync(session.Client, path, inMesh, cancellation);
            AnswerPrint.Write(
                overviews,
                session.Parsed.GetValue(format),
                terminal.Output,
                overviews.Items("items").Select(overview => $"{ApiKind.Dataplane}/{overview.Text("name")}"),
                () => Table(overviews, terminal).Write(terminal.Output));
            return ExitCode.Done;
        });
        return command;
    }

    // Kuma's API separates a tag from its value by a colon, which may be typed as well.
    private static string? Filter(string text) =>
        text.Split(['=', ':'], 2) is [{ Length: > 0 } name, var value] ? $"{name}:{value}" : null;

    private static TextTable Table(JsonNode? overviews, Terminal terminal)
    {
        var table = new TextTable(
            "MESH", "NAME", "TAGS", "STATUS", "LAST CONNECTED AGO", "LAST UPDATED AGO", "TOTAL UPDATES", "TOTAL ERRORS", "ENVOY VERSION");
        var now = terminal.Time.GetUtcNow();
        foreach (var overview in overviews.Items("items")) table.Add(Cells(overview, now));
        return table;
    }

    private static string[] Cells(JsonNode? overview, DateTimeOffset now)
    {
        var subscriptions = overview.Items("dataplaneInsight", "subscriptions").ToArray();
        var last = subscriptions.LastOrDefault();
        return
        [
            overview.Text("mesh"),
            overview.Text("name"),
            TagText.OfDataplane(overview.At("dataplane")),
            Status(last),
            Age.Of(last.Text("connectTime"), now),
            Age.Of(last.Text("status", "lastUpdateTime"), now),
            Sum(subscriptions, "responsesSent"),
            Sum(subscriptions, "responsesRejected"),
            last.Text("version", "envoy", "version") is { Length: > 0 } version ? version : "-",
        ];
    }

    // The API tells of none that has ended; of one whose replica does not answer it says since when.
    private static string Status(JsonNode? last)
    {
        if (last is null) return "Offline";
        return last.Text("disconnectTime").Length == 0 ? "Online" : "Unknown";
    }

    private static string Sum(JsonNode?[] subscriptions, string count) => subscriptions
        .Sum(subscription => long.TryParse(subscription.Text("status", "total", count), out var number) ? number : 0).ToString();
}
