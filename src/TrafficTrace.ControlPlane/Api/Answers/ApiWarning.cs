using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What is allowed and seldom meant. <see cref="Resource"/> is like <c>TrafficTrace default/web</c>.</summary>
internal sealed record ApiWarning(string Code, string Message, string Field, string Resource)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Line { get; init; }

    public override string ToString() => $"{Resource}: {(Field.Length == 0 ? "" : $"{Field}: ")}{Message}";
}
