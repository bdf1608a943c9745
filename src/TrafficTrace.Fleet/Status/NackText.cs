using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Status;

/// <summary>Makes a client's error text fit for a log.</summary>
internal static class NackText
{
    public const int MaxLength = 500;

    private const string Validation = "Proto constraint validation failed";

    /// <summary>
    /// What follows the last <c>Proto constraint validation failed</c>, without the dumps of the configuration that Envoy puts before it:
    /// they hold header values. One line, at most <see cref="MaxLength"/> characters.
    /// </summary>
    public static string Cut(string message)
    {
        var start = message.LastIndexOf(Validation, StringComparison.Ordinal);
        var text = (start < 0 ? message : message[start..]).ReplaceLineEndings(" ").Trim();
        return ClientText.Shown(text, MaxLength);
    }
}
