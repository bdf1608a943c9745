using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Registrations;

internal static class ReleaseCommand
{
    public static Command Create(Terminal terminal)
    {
        var mesh = NameOptions.Mesh("The mesh that they are in.");
        var command = new Command("release", "Let proxies go that lost contact together and have not returned.") { mesh };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var path = ApiPath.Of("_registrations", session.Parsed.GetRequiredValue(mesh), "_release");
            var answer = (await session.Client.SendAsync(HttpMethod.Post, path, null, cancellation)).OrRefuse();
            await terminal.Output.WriteLineAsync($"released: {answer.Body.Text("released")}");
            return ExitCode.Done;
        });
        return command;
    }
}
