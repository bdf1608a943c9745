using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.Translation;

/// <summary>A resource that Envoy is to ask for by name, on the stream that told it of the name.</summary>
internal static class AdsSource
{
    /// <param name="fetchTimeout">How long what needs it waits for it; null: Envoy's 15 s.</param>
    public static ConfigSource Of(Duration? fetchTimeout = null) =>
        new() { Ads = new AggregatedConfigSource(), ResourceApiVersion = ApiVersion.V3, InitialFetchTimeout = fetchTimeout };
}
