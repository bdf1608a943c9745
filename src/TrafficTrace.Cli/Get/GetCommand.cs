using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Get;

internal static class GetCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var kind = KindArguments.Kind([.. ApiKind.All]);
        var name = KindArguments.OptionalName("The name of one; all of the mesh are listed without it.");
        var mesh = NameOptions.Mesh("The mesh that it is in.");
        var size = OptionValues.Count("--size", "How many to list at most; without it all are.");
        var offset = new Option<string?>("--offset") { Description = "Where the list begins, with --size.", HelpName = "OFFSET" };
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Arguments.Add(kind);
        command.Arguments.Add(name);
        foreach (var option in new Option[] { mesh, size, offset, format }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(name) is { Tokens.Count: > 0 } && (result.GetResult(size) ?? result.GetResult(offset)) is not null)
                result.AddError("--size and --offset are for lists: leave out the name, or these.");
        });
        command.Asks(terminal, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var (asked, one) = (parsed.GetRequiredValue(kind), parsed.GetValue(name));
            var run = new GetRun(session, asked, parsed.GetRequiredValue(mesh));
            JsonNode? found = one is null
                ? await run.ListAsync(parsed.GetValue(size), parsed.GetValue(offset), cancellation)
                : await run.OneAsync(one, cancellation);
            run.Print(found, parsed.GetValue(format));
            return ExitCode.Done;
        });
    }
}
