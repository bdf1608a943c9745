using System.CommandLine;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Converting;

internal static class ConvertCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var files = new InputOptions(terminal.Input);
        var target = Words.Option<ConvertTarget>("--to", "The kind of policy to convert to.");
        files.AddTo(command);
        command.Options.Add(target);
        command.Runs(terminal, parsed =>
        {
            var converted = parsed.GetValue(target) == ConvertTarget.MeshTrace
                ? MeshTraceWriter.Of(files.Read(parsed).OrRefuse(terminal.Error))
                : TrafficTraceWriter.Of(files.Documents(parsed));
            foreach (var note in converted.Notes) terminal.Error.WriteLine($"note: {Plain.Line(note)}");
            foreach (var error in converted.Errors) terminal.Error.WriteLine($"error: {Plain.Line(error)}");
            if (!converted.Errors.IsEmpty) throw CommandFailure.Refused("Nothing was converted: see the errors above.");
            terminal.Output.Write(string.Join(
                "---\n", converted.Documents.Select(document => Document.Render(document, OutputFormat.Yaml))));
            return ExitCode.Done;
        });
    }
}
