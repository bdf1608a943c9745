using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>How many there are, and how many of them are connected. As in Kuma, what is zero is left out.</summary>
internal sealed record CountAnswer
{
    public static readonly CountAnswer None = new();

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Total { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Online { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Offline { get; init; }

    /// <summary>Those of a replica that does not answer. Kuma has no such count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Unknown { get; init; }
}
