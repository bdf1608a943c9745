using TrafficTrace.Cli;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Tests.Cli;

/// <summary>What one run of the command line left behind.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] args) => WithInputAsync("", args);

    public static Task<CommandRun> WithInputAsync(string text, params string[] args) => OnAsync(terminal => terminal, text, args);

    /// <param name="surroundings">Where it runs: variables, time.</param>
    /// <param name="text">Standard input.</param>
    /// <param name="args">The command line.</param>
    public static async Task<CommandRun> OnAsync(Func<Terminal, Terminal> surroundings, string text, params string[] args)
    {
        using var input = new StringReader(text);
        using var output = new StringWriter();
        using var error = new StringWriter();
        // Whoever runs the tests has a configuration of their own, which is not the test's.
        var terminal = new Terminal(input, output, error) { Variable = name => name == "XDG_CONFIG_HOME" ? "/nowhere" : null };
        var exitCode = await CommandLine.RunAsync(args, surroundings(terminal));
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
