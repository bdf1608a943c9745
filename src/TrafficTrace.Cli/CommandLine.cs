using System.CommandLine;
using System.CommandLine.Invocation;
using TrafficTrace.Cli.Bootstrap;
using TrafficTrace.Cli.Dump;
using TrafficTrace.Cli.Health;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Translate;
using TrafficTrace.Cli.Validate;

namespace TrafficTrace.Cli;

/// <summary>
/// The whole command line. Data goes to <c>output</c>, talk to <c>error</c>. Exit codes: 0 done, 1 it did not work,
/// 2 the command line itself is wrong.
/// </summary>
internal static class CommandLine
{
    private const int UsageError = 2;

    /// <param name="args">The command line.</param>
    /// <param name="input">What a file called <c>-</c> is read from.</param>
    /// <param name="output">For data.</param>
    /// <param name="error">For talk.</param>
    /// <param name="cancellation">Ends what waits.</param>
    public static Task<int> RunAsync(
        string[] args, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var parsed = Root(input).Parse(args);
        if (parsed.Action is ParseErrorAction)
            return Task.FromResult(Refuse(parsed, error));
        return parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellation);
    }

    private static RootCommand Root(TextReader input) =>
        new("Tools around the TrafficTrace control plane.")
        {
            new Command("generate", "Print files that a proxy needs.") { BootstrapCommand.Create() },
            DumpCommand.Create(),
            HealthCommand.Create(),
            TranslateCommand.Create(input),
            ValidateCommand.Create(input),
        };

    private static int Refuse(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in UnknownArguments.Problems(parsed))
            error.WriteLine(problem);
        error.WriteLine($"See: traffictrace {Verb(parsed)}--help");
        return UsageError;
    }

    private static string Verb(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result.Parent is not null; result = (System.CommandLine.Parsing.CommandResult)result.Parent)
            names.Insert(0, result.Command.Name + " ");
        return string.Concat(names);
    }
}
