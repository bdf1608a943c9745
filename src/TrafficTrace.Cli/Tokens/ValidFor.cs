using System.CommandLine;
using TrafficTrace.Cli.Options;

namespace TrafficTrace.Cli.Tokens;

/// <summary>How long a token is to last, as the API is told.</summary>
internal static class ValidFor
{
    public static Option<string> Option(string example, string usual) => new Option<string>("--valid-for")
    {
        Description = $"How long it lasts, as {example} [default: {usual}]",
        HelpName = "DURATION",
    }.Check(text => Duration.Parse(text) is { Ticks: > 0 } ? null : $"write a duration as {example}, above 0");
}
