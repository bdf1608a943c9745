using System.Collections.Immutable;
using System.CommandLine;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Cli.Migrating;

internal static class MigrateCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var export = new Argument<string[]>("EXPORT")
        {
            Description = "Files or folders of Kuma's resources, or - for standard input, as kumactl export prints them.",
            Arity = ArgumentArity.OneOrMore,
        };
        export.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value != ResourceInput.Standard && !Path.Exists(token.Value)))
                result.AddError($"EXPORT \"{token.Value}\": there is no such file or folder.");
        });
        var check = new Command("check", "Say of each proxy of an export whether it will be traced the same here, or is refused.");
        check.Arguments.Add(export);
        check.Runs(terminal, parsed =>
        {
            var input = ResourceInput.Read(parsed.GetRequiredValue(export), ReaderOptions.Default, new InputTexts(terminal.Input));
            InputReport.WriteProblems(input, terminal.Error);
            var proxies = new MigrationReport(input).Proxies();
            Print(proxies, terminal.Output);
            InputReport.WriteSkipped(input, terminal.Output);
            return proxies.Any(proxy => proxy.Outlook == Outlook.Refused) || !input.Errors.IsEmpty ? ExitCode.Refused : ExitCode.Done;
        });
        command.Subcommands.Add(check);
    }

    private static void Print(ImmutableArray<ProxyOutlook> proxies, TextWriter output)
    {
        var table = new TextTable("MESH", "DATAPLANE", "OUTLOOK", "BECAUSE");
        foreach (var proxy in proxies) table.Add(proxy.Mesh, proxy.Name, proxy.Outlook.ToString().ToLowerInvariant(), proxy.Reason);
        table.Write(output);
        var counts = Enum.GetValues<Outlook>().Select(
            outlook => $"{outlook.ToString().ToLowerInvariant()} {proxies.Count(proxy => proxy.Outlook == outlook)}");
        output.WriteLine($"proxies: {proxies.Length}; {string.Join(", ", counts)}");
    }
}
