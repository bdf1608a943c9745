using System.CommandLine;
using TrafficTrace.Cli.Input;

namespace TrafficTrace.Cli.Validate;

internal static class ValidateCommand
{
    public static Command Create(TextReader input)
    {
        var files = new InputOptions(input);
        var command = new Command(
            "validate", "Check resource files as the control plane would, and how they fit together; exit code 1 if there is an error.");
        files.AddTo(command);
        command.SetAction(parsed =>
        {
            var read = files.Read(parsed);
            var error = parsed.InvocationConfiguration.Error;
            InputReport.WriteFindings(read, error);
            error.WriteLine(InputReport.Summary(read));
            return read.Errors.IsEmpty ? 0 : 1;
        });
        return command;
    }
}
