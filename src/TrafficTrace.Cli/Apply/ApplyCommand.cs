using System.CommandLine;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Keys;
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
            var input = files.Read(parsed, areAll: false);
            var secrets = TokenSecrets.Of(input, () => files.Documents(parsed));
            var isDry = parsed.GetValue(dryRun) is not null;
            if (isDry) secrets.SayLeftOut(terminal.Error);
            var code = ExitCode.Done;
            if (secrets.IsEmpty || !input.Resources.IsEmpty)
            {
                var run = new ApplyRun(session, secrets.Without(input).OrRefuse(terminal.Error), parsed.GetValue(format));
                code = isDry ? await run.PreviewAsync(cancellation) : await run.ApplyAsync(parsed.GetValue(ifPreview), wait, cancellation);
            }

            if (!isDry) await secrets.PutAsync(session, cancellation); // their Mesh may be among the documents
            return code;
        });
    }
}
