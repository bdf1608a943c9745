using System.CommandLine;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Completion;

internal static class CompletionCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        foreach (var shell in Enum.GetValues<Shell>()) command.Subcommands.Add(Create(shell, terminal));
    }

    private static Command Create(Shell shell, Terminal terminal)
    {
        var command = new Command(shell.ToString().ToLowerInvariant(), $"For {shell}: {CompletionScript.HowTo(shell)}");
        command.Runs(terminal, _ =>
        {
            terminal.Output.Write(CompletionScript.Of(shell));
            return ExitCode.Done;
        });
        return command;
    }
}
