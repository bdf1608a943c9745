using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Keys;

internal static class RevokeCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var ids = new Argument<string[]>("ID")
        {
            Description = "The jti of a token; the log says it when the token is made.",
            Arity = ArgumentArity.OneOrMore,
        };
        var purpose = new PurposeOptions();
        command.Arguments.Add(ids);
        purpose.AddTo(command, replicas: false);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var given = session.Parsed.GetRequiredValue(ids);
            var body = new JsonObject
            {
                ["purpose"] = purpose.Of(session.Parsed),
                ["ids"] = new JsonArray([.. given.Select(id => JsonValue.Create(id))]),
            };
            (await session.Client.SendAsync(HttpMethod.Post, "_revocations", body, cancellation)).OrRefuse();
            await terminal.Output.WriteLineAsync($"revoked: {given.Length}");
            return ExitCode.Done;
        });
    }
}
