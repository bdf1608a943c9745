using System.CommandLine;
using TrafficTrace.Cli.Comparing;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Diff;

internal static class DiffCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var files = new InputOptions(terminal.Input);
        files.AddTo(command);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var input = files.Read(session.Parsed, areAll: false).OrRefuse(terminal.Error);
            var loaded = await ServerDocuments.OfAsync(session.Client, input.Resources, cancellation);
            var different = false;
            foreach (var resource in input.Resources)
            {
                var text = DocumentDiff.Of(loaded.GetValueOrDefault(resource.Key), resource);
                await terminal.Output.WriteAsync(text);
                different |= text.Length > 0;
            }

            return different ? ExitCode.Refused : ExitCode.Done;
        });
    }
}
