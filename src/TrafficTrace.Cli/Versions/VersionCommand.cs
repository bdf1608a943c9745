using System.CommandLine;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Versions;

internal static class VersionCommand
{
    public static void Fill(Command command, Terminal terminal) => command.Asks(terminal, async (session, cancellation) =>
    {
        await session.Output.WriteLineAsync($"Client: TrafficTrace {OwnVersion.Text}");
        var server = (await session.Client.GetAsync("", cancellation)).Body;
        await session.Output.WriteLineAsync(
            Plain.Line($"Server: {server.Text("product")} {server.Text("version")} at {session.Client.Address}"));
        return ExitCode.Done;
    });
}
