using System.CommandLine;
using System.Globalization;
using TrafficTrace.Cli.Options;
using TrafficTrace.Core.Reports;

namespace TrafficTrace.Cli.Status;

/// <summary>How many proxies may reject a change and it counts as delivered all the same: a number, or a share of the connected.</summary>
internal readonly record struct AllowedRejections(double Number, bool IsPercent)
{
    public static Option<AllowedRejections> Option() =>
        new Option<AllowedRejections>("--allow-rejected")
        {
            Description = "With --wait: how many proxies may reject it, as 2 or 5%. [default: 0]",
            HelpName = "N|PERCENT",
        }.Read(text => Parse(text) is { } allowed ? (allowed, null) : (default, "it must be a number such as 2, or a share such as 5%"));

    public bool Covers(ProxyCounts proxies) =>
        proxies.Rejected <= (IsPercent ? Math.Floor(proxies.Connected * Number / 100) : Number);

    private static AllowedRejections? Parse(string text)
    {
        var isPercent = text.EndsWith('%');
        var isNumber = double.TryParse(
            text.TrimEnd('%'),
            isPercent ? NumberStyles.AllowDecimalPoint : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number);
        return isNumber && (!isPercent || (number <= 100 && text.Count(letter => letter == '%') == 1)) ? new(number, isPercent) : null;
    }
}
