using System.CommandLine;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Previews;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;
using TrafficTrace.Cli.Status;

namespace TrafficTrace.Cli.Apply;

internal static class ApplyCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var files = new InputOptions(terminal.Input);
        var dryRun = DryRunOption.Create();
        var ifPreview = new Option<string?>("--if-preview")
        {
            Description = "Do it only if it would still do no other kind of thing than the preview of that token said.",
            HelpName = "TOKEN",
        };
        var wait = new WaitOptions();
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        files.AddTo(command);
        command.Options.Add(dryRun);
        command.Options.Add(ifPreview);
        wait.AddTo(command);
        command.Options.Add(format);
        command.Validators.Add(result =>
        {
            if (result.GetResult(dryRun) is not null && (result.GetResult(ifPreview) is not null || wait.IsAsked(result)))
                result.AddError("--dry-run changes nothing: leave out --wait and --if-preview.");
        });
        command.Asks(terminal, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var input = files.Read(parsed, areAll: false).OrRefuse(terminal.Error);
            var run = new ApplyRun(session, input, parsed.GetValue(format));
            if (parsed.GetValue(dryRun) is not null) return await run.PreviewAsync(cancellation);
            return await run.ApplyAsync(parsed.GetValue(ifPreview), wait, cancellation);
        });
    }
}
