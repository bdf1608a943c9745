using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>Shares of requests as other kinds write them: numbers, or texts of one.</summary>
internal static class Percents
{
    public const int Whole = 100;

    /// <summary>Null, and told where something stands there, when it is no percentage.</summary>
    public static JsonNode? Of(Source field, Losses losses)
    {
        if (!field.Exists) return null;
        if (double.TryParse(field.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= Whole)
            return Node(percent);
        losses.Field(field, "is no number from 0 to 100, and is left out");
        return null;
    }

    /// <summary>Without a point where it needs none.</summary>
    public static JsonNode Node(double percent) => percent == Math.Floor(percent) ? (int)percent : percent;
}
