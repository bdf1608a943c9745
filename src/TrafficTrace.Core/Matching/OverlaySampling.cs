namespace TrafficTrace.Core.Matching;

/// <summary>
/// What the runtime layer of an overlay proxy says, in percent; null where it says nothing, so that the proxy's own numbers hold.
/// </summary>
/// <param name="Overall">The most that is traced: <c>tracing.global_enabled</c>.</param>
/// <param name="Random">Of requests without a sampled parent, instead of what HCM and routes say: <c>tracing.random_sampling</c>.</param>
public sealed record OverlaySampling(double? Overall, double? Random)
{
    /// <summary>The layer is empty.</summary>
    public static readonly OverlaySampling Unsaid = new(null, null);

    /// <summary>A cap that is not sent, since it would break traces: see <see cref="WithoutBreakingCap"/>.</summary>
    public double? HeldBack { get; private init; }

    /// <summary>Nothing at all is traced at 0 %, so no trace is broken; any other cap below 100 % cuts some of a trace's spans.</summary>
    public static bool Breaks(double? overall) => overall is > 0 and < 100;

    /// <summary>
    /// The same for an Envoy whose OpenTelemetry tracer asks Envoy's own decision and follows no parent beyond a cap (1.40 and newer).
    /// </summary>
    public OverlaySampling WithoutBreakingCap() => Breaks(Overall) ? this with { Overall = null, HeldBack = Overall } : this;
}
