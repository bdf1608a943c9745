using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Incident;

/// <summary>What is done in an incident ends by itself: the option <c>--for</c>, and <c>--reason</c> for those who find it.</summary>
internal sealed class EndOption
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public Option<TimeSpan> For { get; } = new Option<TimeSpan>("--for")
    {
        Description = "How long it lasts; it ends by itself.",
        HelpName = "DURATION",
        Required = true,
    }.Read(text => Duration.Parse(text) is { Ticks: > 0 } value && value <= Longest
        ? (value, null)
        : (default, "write a duration as 30m, 1h or 36h, above 0 and at most a year"));

    public Option<string> Reason { get; } = new Option<string>("--reason")
    {
        Description = "Why; it is shown wherever the effect is.",
        HelpName = "TEXT",
        Required = true,
    }.Check(text => string.IsNullOrWhiteSpace(text) ? "the reason must not be empty" : null);

    /// <summary>As RFC 3339, on a whole second.</summary>
    public string Until(ParseResult parsed, TimeProvider time) => TimeText.Of(time.GetUtcNow() + parsed.GetValue(For));
}
