using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Tracers;

/// <summary>What of a proxy its spans say, for tracers whose configuration says it.</summary>
/// <param name="Service">Of the caller; null where the listener knows it.</param>
/// <param name="Attributes">Name and value, by name.</param>
internal sealed record SpanSource(string? Service, ValueList<KeyValuePair<string, string>> Attributes)
{
    public static readonly SpanSource None = new(null, []);
}
