using System.CommandLine;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Validate;

internal static class ValidateCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var files = new InputOptions(terminal.Input);
        files.AddTo(command);
        command.SetAction(parsed =>
        {
            var read = files.Read(parsed);
            InputReport.WriteFindings(read, terminal.Error);
            terminal.Error.WriteLine(InputReport.Summary(read));
            return read.Errors.IsEmpty ? ExitCode.Done : ExitCode.Refused;
        });
    }
}
