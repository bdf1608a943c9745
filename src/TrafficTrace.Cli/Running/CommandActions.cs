using System.CommandLine;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Running;

/// <summary>How a command runs: a failure becomes a sentence and an exit code, whatever the command is.</summary>
internal static class CommandActions
{
    public static void Runs(this Command command, Terminal terminal, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                return await action(parsed, cancellation);
            }
            catch (CommandFailure failure)
            {
                await terminal.Error.WriteLineAsync(Plain.Lines(failure.Message));
                return failure.ExitCode;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                await terminal.Error.WriteLineAsync("Interrupted.");
                return ExitCode.Refused;
            }
        });

    public static void Runs(this Command command, Terminal terminal, Func<ParseResult, int> action) =>
        command.Runs(terminal, (parsed, _) => Task.FromResult(action(parsed)));
}
