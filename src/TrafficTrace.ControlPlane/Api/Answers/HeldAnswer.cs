using System.Text.Json;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>
/// What is held back, why and since when; <see cref="Preview"/> is what accepting it would do, as <c>_preview</c> tells it.
/// </summary>
internal sealed record HeldAnswer(string Reason, DateTimeOffset Since, JsonElement Preview);
