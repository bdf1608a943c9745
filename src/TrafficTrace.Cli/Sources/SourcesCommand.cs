using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Sources;

internal static class SourcesCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Options.Add(format);
        command.Subcommands.Add(AcceptCommand.Create(terminal));
        command.Asks(terminal, async (session, cancellation) =>
        {
            var sources = (await session.Client.GetAsync("_sources", cancellation)).Body;
            SourcesPrint.Write(sources, session.Parsed.GetValue(format), terminal.Output);
            return ExitCode.Done;
        });
    }
}
