using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Inspect;

internal static class InspectMeshes
{
    public static Command Create(Terminal terminal)
    {
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        var command = new Command("meshes", "List the meshes: how many of their proxies are connected, and their policies.") { format };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var insights = await Listing.AllAsync(session.Client, "mesh-insights", null, cancellation);
            var table = new TextTable("MESH", "DATAPLANES", "TRAFFIC TRACES");
            foreach (var insight in insights.Items("items"))
            {
                var policies = insight.Text("policies", ApiKind.TrafficTrace.Type, "total");
                table.Add(insight.Text("name"), OnlineOf.Text(insight.At("dataplanes")), policies.Length == 0 ? "0" : policies);
            }

            AnswerPrint.Write(
                insights,
                session.Parsed.GetValue(format),
                terminal.Output,
                insights.Items("items").Select(insight => $"{ApiKind.Mesh}/{insight.Text("name")}"),
                () => table.Write(terminal.Output));
            return ExitCode.Done;
        });
        return command;
    }
}
