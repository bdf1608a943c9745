using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Inspect;

internal static class InspectServices
{
    public static Command Create(Terminal terminal)
    {
        var mesh = NameOptions.Mesh("The mesh that they are in.");
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        var command = new Command("services", "List the services of a mesh: how many of their proxies are connected.") { mesh, format };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var inMesh = session.Parsed.GetRequiredValue(mesh);
            var path = ApiPath.Of(ApiKind.Mesh.Plural, inMesh, "service-insights");
            var insights = await Listing.AllAsync(session.Client, path, inMesh, cancellation);
            var table = new TextTable("SERVICE", "STATUS", "DATAPLANES");
            foreach (var insight in insights.Items("items"))
                table.Add(insight.Text("name"), Status(insight), OnlineOf.Text(insight.At("dataplanes")));
            AnswerPrint.Write(
                insights,
                session.Parsed.GetValue(format),
                terminal.Output,
                insights.Items("items").Select(insight => $"service/{insight.Text("name")}"),
                () => table.Write(terminal.Output));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Status(JsonNode? insight) => insight.Text("status") switch
    {
        "online" => "Online",
        "partially_degraded" => "Partially degraded",
        _ => "Offline",
    };
}
