using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>Makes a client's error text fit for a log.</summary>
internal static class NackText
{
    public const int MaxLength = 500;

    /// <summary>Told in place of what a client says of a confidential resource.</summary>
    public const string NotShown = "its reason is not shown, since it may repeat what is secret";

    private const string Validation = "Proto constraint validation failed";

    /// <summary>Of a rejection, as anybody may read it.</summary>
    public static string Of(Rejection rejection) =>
        ResourceType.Of(rejection.TypeUrl).Confidential ? NotShown : Cut(rejection.Message);

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
