using TrafficTrace.ControlPlane.Api.Events;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>A finding, and that it is over, goes to whoever follows events and into the log.</summary>
internal static class FindingReport
{
    public static void Say(this ILogger log, EventLog events, Finding finding)
    {
        events.Add(finding, isOver: false);
        if (finding.Code.Severity == Severity.Info) log.Hint(finding);
        else log.Remark(finding);
    }

    public static void SayOver(this ILogger log, EventLog events, Finding finding)
    {
        events.Add(finding, isOver: true);
        log.RemarkOver(finding);
    }
}
