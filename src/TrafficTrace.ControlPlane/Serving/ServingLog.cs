namespace TrafficTrace.ControlPlane.Serving;

/// <summary>What the shell logs of the process itself. Number 2012, and from 2300 on; a number that goes is not given again.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(2012, LogLevel.Debug, "it is quiet, and the memory of what went on before is given back: a pause of {Milliseconds:0} ms")]
    public static partial void MemoryGivenBack(this ILogger log, double milliseconds);
}
