namespace TrafficTrace.Cli.Running;

/// <summary>What a script is told by how a run ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It did not work, or the control plane refused it; for <c>diff</c>: there are differences.</summary>
    public const int Refused = 1;

    /// <summary>The command line, a file or the configuration of the tool is wrong: nothing was tried.</summary>
    public const int WrongUse = 2;

    /// <summary>No control plane answers there.</summary>
    public const int NotReached = 3;

    public const int TimedOut = 4;

    /// <summary>Proxies rejected it.</summary>
    public const int Rejected = 5;
}
