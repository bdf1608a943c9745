using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Status;

internal static class StatusCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var kind = KindArguments.Kind(ApiKind.TrafficTrace, StatusTarget.Backend, ApiKind.Mesh);
        kind.Arity = ArgumentArity.ZeroOrOne;
        var name = KindArguments.OptionalName("Its name; without KIND and NAME the mesh is meant.");
        var mesh = NameOptions.Mesh("The mesh that it is in.");
        var files = new InputOptions(terminal.Input, required: false);
        var wait = new WaitOptions();
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Arguments.Add(kind);
        command.Arguments.Add(name);
        command.Options.Add(mesh);
        files.AddTo(command);
        wait.AddTo(command);
        command.Options.Add(format);
        command.Validators.Add(result =>
        {
            var isNamed = result.GetResult(kind) is { Tokens.Count: > 0 };
            if (isNamed && files.AreGiven(result)) result.AddError("Give either KIND and NAME, or --file.");
            if (isNamed && result.GetResult(name) is not { Tokens.Count: > 0 }) result.AddError("NAME is missing.");
        });
        command.Asks(terminal, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var run = new StatusRun(session, wait, parsed.GetValue(format));
            if (files.AreGiven(parsed.CommandResult))
                return await run.OfFilesAsync(files.Read(parsed, areAll: false).OrRefuse(terminal.Error), cancellation);
            var inMesh = parsed.GetRequiredValue(mesh);
            var target = parsed.GetValue(kind) is { } asked
                ? new StatusTarget(asked, inMesh, parsed.GetValue(name)!)
                : StatusTarget.OfMesh(inMesh);
            return await run.OfAsync([target], cancellation);
        });
    }
}
