using System.CommandLine;
using System.Text.Json;
using TrafficTrace.Load.Scenarios;

namespace TrafficTrace.Load;

/// <summary><c>traffictrace-load take-turns</c>: what <c>run</c> starts for each server, and talks with by lines.</summary>
internal static class TakeTurnsCommand
{
    public static Command Create()
    {
        var command = new Command(Contender.Command, "Serve the proxies of one server, and change it when told to.") { Hidden = true };
        command.SetAction(async (_, _) =>
        {
            var options = JsonSerializer.Deserialize<RunOptions>(Console.In.ReadLine() ?? "null");
            using var run = new Run(
                options ?? throw new ArgumentException("the first line has to be the options: this command is for 'run' to start"));
            await run.TakeTurnsAsync(Console.In, Console.Out);
        });
        return command;
    }
}
