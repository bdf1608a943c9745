using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Keys;

internal static class KeysCommand
{
    private const string Path = "_keys";

    public static void Fill(Command command, Terminal terminal)
    {
        command.Subcommands.Add(List(terminal));
        command.Subcommands.Add(Rotate(terminal));
        command.Subcommands.Add(Delete(terminal));
    }

    private static Command List(Terminal terminal)
    {
        var format = Words.Option<TableFormat>("--output", "The form of what is printed; yaml and json have the public keys.", "-o");
        var command = new Command("list", "Show the keys that sign tokens.") { format };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var keys = (await session.Client.GetAsync(Path, cancellation)).Body;
            AnswerPrint.Write(
                keys,
                session.Parsed.GetValue(format),
                terminal.Output,
                keys.Items("items").Select(key => $"{key.Text("purpose")}/{key.Text("serial")}"),
                () => Table(keys, terminal.Time.GetUtcNow()).Write(terminal.Output));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Rotate(Terminal terminal)
    {
        var purpose = new PurposeOptions();
        var command = new Command("rotate", "Make a new key that signs from now on; what others have signed stays good.");
        purpose.AddTo(command, replicas: true);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var body = new JsonObject { ["purpose"] = purpose.Of(session.Parsed) };
            var key = (await session.Client.SendAsync(HttpMethod.Post, Path, body, cancellation)).OrRefuse().Body;
            await terminal.Output.WriteLineAsync(Plain.Line($"made key {key.Text("serial")} for {key.Text("purpose")}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Delete(Terminal terminal)
    {
        var purpose = new PurposeOptions();
        var serial = new Argument<string>("SERIAL") { Description = "The number of the key." };
        var command = new Command("delete", "Take a key away: what it has signed is good no more.") { serial };
        purpose.AddTo(command, replicas: true);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var (of, number) = (purpose.Of(session.Parsed), session.Parsed.GetRequiredValue(serial));
            var path = ApiPath.Query(Path, ("purpose", of), ("serial", number));
            (await session.Client.SendAsync(HttpMethod.Delete, path, null, cancellation)).OrRefuse();
            await terminal.Output.WriteLineAsync(Plain.Line($"deleted key {number} of {of}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static TextTable Table(JsonNode? keys, DateTimeOffset now)
    {
        var table = new TextTable("PURPOSE", "SERIAL", "SIGNS", "AGE");
        foreach (var key in keys.Items("items"))
            table.Add(key.Text("purpose"), key.Text("serial"), key.Text("signs") == "true" ? "yes" : "no", Age.Of(key.Text("madeAt"), now));
        return table;
    }
}
