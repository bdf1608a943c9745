namespace TrafficTrace.Cli.Running;

/// <summary>A command that can't be done. The message is for the person who typed it; <see cref="ExitCode"/> for the script.</summary>
internal sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CommandFailure Refused(string message) => new(Running.ExitCode.Refused, message);

    public static CommandFailure WrongUse(string message) => new(Running.ExitCode.WrongUse, message);
}
