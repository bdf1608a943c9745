using TrafficTrace.Cli;

namespace TrafficTrace.Tests.Cli;

/// <summary>What one run of the command line left behind.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] args) => WithInputAsync("", args);

    public static async Task<CommandRun> WithInputAsync(string text, params string[] args)
    {
        using var input = new StringReader(text);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, input, output, error);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
