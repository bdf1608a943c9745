using System.CommandLine;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

internal static class ServerActions
{
    /// <summary>Gives the command the options <c>--server</c> and <c>--token</c>, and a session with them to work with.</summary>
    public static void Asks(this Command command, Terminal terminal, Func<Session, CancellationToken, Task<int>> action)
    {
        var server = new ServerOption();
        foreach (var option in server.All) command.Options.Add(option);
        command.Runs(terminal, async (parsed, cancellation) =>
        {
            using var session = new Session(() => server.Client(parsed, terminal), terminal, parsed);
            return await action(session, cancellation);
        });
    }
}
