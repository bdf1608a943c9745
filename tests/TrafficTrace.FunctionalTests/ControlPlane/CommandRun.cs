using TrafficTrace.Cli;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>What a command line came to.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it in this process, with nothing to read.</summary>
    public static async Task<CommandRun> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, TextReader.Null, output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
