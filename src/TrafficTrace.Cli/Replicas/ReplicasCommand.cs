using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Replicas;

internal static class ReplicasCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Options.Add(format);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var all = (await session.Client.GetAsync("_replicas", cancellation)).Body;
            AnswerPrint.Write(
                all,
                session.Parsed.GetValue(format),
                terminal.Output,
                all.Items("items").Select(one => one.Text("instance")),
                () => Write(all, terminal));
            return ExitCode.Done;
        });
    }

    private static void Write(JsonNode? all, Terminal terminal)
    {
        var table = new TextTable("INSTANCE", "ADDRESS", "VERSION", "STATE", "LAST BEAT AGO", "PROXIES", "STREAMS");
        var now = terminal.Time.GetUtcNow();
        foreach (var one in all.Items("items"))
        {
            table.Add(
                one.Text("instance"), one.Text("address"), one.Text("version"), one.Text("state"), Age.Of(one.Text("lastBeat"), now),
                one.Text("proxies"), one.Text("streams"));
        }

        table.Write(terminal.Output);
        foreach (var silent in all.Items("items").Where(one => one.Text("fault").Length > 0))
            terminal.Output.WriteLine(Plain.Line($"{silent.Text("instance")} does not answer: {silent.Text("fault")}"));
    }
}
