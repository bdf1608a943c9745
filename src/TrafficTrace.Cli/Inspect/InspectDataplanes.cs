using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Inspect;

internal static class InspectDataplanes
{
    private const string Never = "never";

    public static Command Create(Terminal terminal)
    {
        var mesh = NameOptions.Mesh("The mesh that they are in.");
        var tag = new Option<string?>("--tag") { Description = "Only those that have this tag.", HelpName = "TAG=VALUE" };
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
                ("tag", Colon(session.Parsed.GetValue(tag))),
                ("gateway", session.Parsed.GetValue(gateway) ? "true" : null));
            var overviews = await Listing.AllAsync(session.Client, path, inMesh, cancellation);
            InspectPrint.Write(
                overviews, session.Parsed.GetValue(format), terminal.Output, () => Table(overviews, terminal).Write(terminal.Output));
            return ExitCode.Done;
        });
        return command;
    }

    // Kuma's API separates a tag from its value by a colon.
    private static string? Colon(string? tag) => tag?.Split('=', 2) is [var name, var value] ? $"{name}:{value}" : tag;

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
            subscriptions.Any(IsOpen) ? "Online" : "Offline",
            last is null ? Never : Age.Of(last.Text("connectTime"), now),
            last.Text("status", "lastUpdateTime") is { Length: > 0 } updated ? Age.Of(updated, now) : Never,
            Sum(subscriptions, "responsesSent"),
            Sum(subscriptions, "responsesRejected"),
            last.Text("version", "envoy", "version") is { Length: > 0 } version ? version : "-",
        ];
    }

    private static bool IsOpen(JsonNode? subscription) => subscription.Text("disconnectTime").Length == 0;

    private static string Sum(JsonNode?[] subscriptions, string count) => subscriptions
        .Sum(subscription => long.TryParse(subscription.Text("status", "total", count), out var number) ? number : 0).ToString();
}
