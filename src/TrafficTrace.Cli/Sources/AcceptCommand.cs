using System.CommandLine;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Sources;

internal static class AcceptCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("accept", "Let a change pass that is held back because it takes much away.");
        command.Asks(terminal, async (session, cancellation) =>
        {
            var answer = (await session.Client.SendAsync(HttpMethod.Post, "_sources/_accept", null, cancellation)).OrRefuse();
            Warnings.Write(answer.Body, terminal.Error);
            await terminal.Output.WriteLineAsync("accepted");
            return ExitCode.Done;
        });
        return command;
    }
}
