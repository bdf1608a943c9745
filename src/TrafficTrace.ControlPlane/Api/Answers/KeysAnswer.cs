namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The signing keys, by purpose and then by number.</summary>
internal sealed record KeysAnswer(IReadOnlyList<KeyItem> Items);
