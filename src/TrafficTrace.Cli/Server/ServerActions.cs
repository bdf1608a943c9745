using System.CommandLine;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

internal static class ServerActions
{
    /// <summary>Gives the command the option <c>--server</c>, and a session with it to work with.</summary>
    public static void Asks(this Command command, Terminal terminal, Func<Session, CancellationToken, Task<int>> action)
    {
        var server = new ServerOption();
        command.Options.Add(server.Option);
        command.Runs(terminal, async (parsed, cancellation) =>
        {
            using var session = new Session(() => new ApiClient(server.Address(parsed, terminal), terminal.Time), terminal, parsed);
            return await action(session, cancellation);
        });
    }
}
