using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.History;

internal static class UndoCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var position = new Argument<string>("POSITION") { Description = "The entry, as history lists it.", HelpName = "POSITION" };
        position.Validators.Add(result =>
        {
            var text = result.Tokens[^1].Value;
            if (text.Length == 0 || !text.All(char.IsAsciiDigit))
                result.AddError($"POSITION \"{text}\": it must be a number. See: traffictrace history");
        });
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Arguments.Add(position);
        command.Options.Add(format);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var entry = session.Parsed.GetRequiredValue(position);
            var path = $"_history/{ApiPath.Of(entry)}/_undo";
            var answer = (await session.Client.SendAsync(HttpMethod.Post, path, null, cancellation)).OrRefuse();
            Warnings.Write(answer.Body, terminal.Error);
            Changes.Write(answer.Body, session.Parsed.GetValue(format), terminal.Output);
            return ExitCode.Done;
        });
    }
}
