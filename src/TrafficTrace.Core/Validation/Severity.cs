using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Validation;

/// <summary>How much a finding matters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>The document is refused.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>It is allowed, and seldom meant.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>It may well be meant, and is good to know.</summary>
    [JsonStringEnumMemberName("info")]
    Info,
}
