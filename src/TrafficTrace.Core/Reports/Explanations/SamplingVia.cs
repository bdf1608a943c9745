using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>How sampling reaches a proxy.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SamplingVia>))]
public enum SamplingVia
{
    /// <summary>By its runtime layer: at once, and on open connections.</summary>
    [JsonStringEnumMemberName("rtds")]
    Rtds,

    /// <summary>In its listeners: a change drains connections.</summary>
    [JsonStringEnumMemberName("listener")]
    Listener,

    /// <summary>On its routes, which it asks for by name: at once, and on open connections.</summary>
    [JsonStringEnumMemberName("route")]
    Route,

    /// <summary>By its runtime layer, over what another control plane says: at once, and on open connections.</summary>
    [JsonStringEnumMemberName("overlay")]
    Overlay,
}
