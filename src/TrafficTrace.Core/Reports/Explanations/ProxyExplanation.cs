using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>
/// Why a proxy is traced as it is. <see cref="Winner"/> is null when no policy selects it, <see cref="Backend"/> when its spans go nowhere;
/// <see cref="Lost"/> has every other policy of the mesh, by name; <see cref="Listeners"/> stand in the order of the Dataplane, inbounds
/// first.
/// </summary>
public sealed record ProxyExplanation(
    string Mesh,
    string Name,
    ExplainedWinner? Winner,
    ImmutableArray<ExplainedLoss> Lost,
    ExplainedBackend? Backend,
    ExplainedSampling Sampling,
    ImmutableArray<ExplainedListener> Listeners,
    ExplainedConnection Connection)
{
    /// <summary>Null for the proxy of a Dataplane.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExplainedOverlay? Overlay { get; init; }

    /// <summary>What of the policy its Envoy can't do; empty while it is not connected.</summary>
    public ImmutableArray<ExplainedLack> Without { get; init; } = [];

    /// <summary>The one form in which it is told: by the API, by the command line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ExplanationJson.Told.ProxyExplanation);
}
