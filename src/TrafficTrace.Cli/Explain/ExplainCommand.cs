using System.CommandLine;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Explain;

internal static class ExplainCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var kind = KindArguments.Kind(ApiKind.Dataplane, ApiKind.Node);
        var name = KindArguments.Name();
        var mesh = NameOptions.Mesh();
        var files = new InputOptions(terminal.Input, required: false);
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Arguments.Add(kind);
        command.Arguments.Add(name);
        command.Options.Add(mesh);
        files.AddTo(command);
        command.Options.Add(format);
        command.Validators.Add(result =>
        {
            if (result.GetResult(kind) is { Tokens: [var word] } && ApiKind.Node.IsCalled(word.Value) && files.AreGiven(result))
                result.AddError("A node is known to the control plane alone: leave --file out, or ask for a dataplane.");
        });
        command.Asks(terminal, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var (inMesh, one) = (parsed.GetRequiredValue(mesh), parsed.GetRequiredValue(name));
            var explanation = files.AreGiven(parsed.CommandResult)
                ? ExplainOffline.Of(files.Read(parsed).OrRefuse(terminal.Error), inMesh, one)
                : await ExplainOnline.OfAsync(session.Client, parsed.GetRequiredValue(kind), inMesh, one, cancellation);
            AnswerPrint.Write(
                explanation,
                parsed.GetValue(format),
                terminal.Output,
                [$"{parsed.GetRequiredValue(kind)}/{one}"],
                () => ExplainText.Write(explanation, terminal.Output));
            return ExitCode.Done;
        });
    }
}
