using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>Whether a proxy has a stream.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectionState>))]
public enum ConnectionState
{
    [JsonStringEnumMemberName("offline")]
    Offline,

    [JsonStringEnumMemberName("connected")]
    Connected,
}
