using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Registrations;

internal static class RegistrationsCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var mesh = new Option<string?>("--mesh", "-m") { Description = "Only those of this mesh.", HelpName = "MESH" };
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Options.Add(mesh);
        command.Options.Add(format);
        command.Subcommands.Add(ReleaseCommand.Create(terminal));
        command.Asks(terminal, async (session, cancellation) =>
        {
            var path = ApiPath.Query("_registrations", ("mesh", session.Parsed.GetValue(mesh)));
            var all = await Listing.AllAsync(session.Client, path, null, cancellation);
            AnswerPrint.Write(
                all,
                session.Parsed.GetValue(format),
                terminal.Output,
                all.Items("items").Select(one => $"{one.Text("mesh")}.{one.Text("name")}"),
                () => Table(all, terminal.Time.GetUtcNow()).Write(terminal.Output));
            return ExitCode.Done;
        });
    }

    private static TextTable Table(JsonNode? all, DateTimeOffset now)
    {
        var table = new TextTable("MESH", "NAME", "STATE", "ADDRESS", "CONTROL PLANE", "GONE FOR");
        foreach (var one in all.Items("items"))
        {
            table.Add(
                one.Text("mesh"), one.Text("name"), one.Text("state"), one.Text("address"), one.Text("instance"),
                Age.Of(one.Text("goneSince"), now));
        }

        return table;
    }
}
