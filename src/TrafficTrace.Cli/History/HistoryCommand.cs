using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.History;

internal static class HistoryCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var kind = KindArguments.Kind([.. ApiKind.All]);
        kind.Arity = ArgumentArity.ZeroOrOne;
        var name = KindArguments.OptionalName("Changes of that one alone.");
        var mesh = new Option<string?>("--mesh", "-m") { Description = "Changes of that mesh alone.", HelpName = "MESH" };
        var before = OptionValues.Count("--before", "Only entries before that position.");
        var size = OptionValues.Count("--size", "How many to list at most.");
        var diff = new Option<bool>("--diff") { Description = "Show what changed, line by line." };
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Arguments.Add(kind);
        command.Arguments.Add(name);
        foreach (var option in new Option[] { mesh, before, size, diff, format }) command.Options.Add(option);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var path = ApiPath.Query(
                "_history",
                ("mesh", parsed.GetValue(mesh)),
                ("kind", parsed.GetValue(kind)?.Type),
                ("name", parsed.GetValue(name)),
                ("before", parsed.GetValue(before)?.ToString()),
                ("size", parsed.GetValue(size)?.ToString()));
            var history = (await session.Client.GetAsync(path, cancellation)).Body;
            HistoryPrint.Write(history, parsed.GetValue(format), parsed.GetValue(diff), terminal);
            return ExitCode.Done;
        });
    }
}
