using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Kuma;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Cli.Converting;

internal static class ConvertCommand
{
    /// <summary>How messages call what was written.</summary>
    private const string Result = "result";

    public static void Fill(Command command, Terminal terminal)
    {
        var files = new InputOptions(terminal.Input);
        var target = Words.Option<ConvertTarget>("--to", "The kind of policy to convert to.");
        files.AddTo(command);
        command.Options.Add(target);
        command.Runs(terminal, parsed =>
        {
            var converted = parsed.GetValue(target) == ConvertTarget.MeshTrace
                ? MeshTraceWriter.Of(files.Read(parsed).OrRefuse(terminal.Error), files.Documents(parsed))
                : TrafficTraceWriter.Of(files.Documents(parsed));
            var text = Text(converted.Documents);
            Tell("note", converted.Notes, terminal.Error);
            Tell("error", converted.Errors, terminal.Error);
            if (text.Length == 0) throw CommandFailure.Refused("Nothing was converted.");
            if (parsed.GetValue(target) == ConvertTarget.TrafficTrace)
                Tell("error", ResourceReader.Read(text, Result, files.Reading(parsed)).Errors, terminal.Error);
            terminal.Output.Write(text);
            return ExitCode.Done;
        });
    }

    private static string Text(IEnumerable<JsonObject> documents) =>
        string.Join("---\n", documents.Select(document => Document.Render(document, OutputFormat.Yaml)));

    private static void Tell(string what, IEnumerable<Finding> findings, TextWriter error)
    {
        foreach (var finding in findings) error.WriteLine($"{what}: {Plain.Line(finding.ToString())}");
    }
}
