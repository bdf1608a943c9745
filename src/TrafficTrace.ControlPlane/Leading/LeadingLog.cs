namespace TrafficTrace.ControlPlane.Leading;

/// <summary>What is logged of who leads. Numbers 2720 to 2729; a number that goes is not given again.</summary>
internal static partial class LeadingLog
{
    [LoggerMessage(
        2720,
        LogLevel.Information,
        "this process leads those that share the store (term {Term}): it takes back what has ended, trims the history and looks hosts up")]
    public static partial void Leads(this ILogger log, long term);

    [LoggerMessage(2721, LogLevel.Information, "instance {Instance} leads those that share the store (term {Term})")]
    public static partial void AnotherLeads(this ILogger log, string instance, long term);

    [LoggerMessage(2722, LogLevel.Warning, "this process leads no more (term {Term}), as its lease can't be prolonged: {Reason}")]
    public static partial void LeadsNoMore(this ILogger log, long term, string reason);
}
