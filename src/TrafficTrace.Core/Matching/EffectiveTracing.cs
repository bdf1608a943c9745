using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// What tracing one proxy gets: the winning policy, the mesh that holds its backend, and of that backend the collector. The sampling (in
/// percent; null is 100 %) is the policy's overall, else the backend's. <see cref="Collector"/> is null for an untraced proxy.
/// </summary>
public sealed record EffectiveTracing(TrafficTracePolicy? Policy, Mesh? Mesh, Collector? Collector, double? Sampling)
{
    /// <summary>What is done to it until an end; null where nothing is, and for an untraced proxy.</summary>
    public TracingOverride? Override { get; init; }

    /// <summary>The same of those that may drain; null where none may.</summary>
    public TracingOverride? DrainingOverride { get; init; }

    /// <summary>Of an overlay proxy what its runtime layer says; null for any other.</summary>
    public OverlaySampling? Overlay { get; init; }

    /// <summary>What the policy says of who is traced and what spans say.</summary>
    public TracingConf Conf => Policy?.Conf ?? TracingConf.None;

    /// <summary>
    /// The sampling in force where it can be moved without a drain, in percent: null is 100 %, and 0 where tracing is switched off. Where
    /// it can't, it is that of <see cref="WhereItDrains"/>.
    /// </summary>
    public double? SamplingInForce => Override is null ? Sampling : Override.Sampling ?? 0;

    /// <summary>The proxy would be traced, but its Envoy has rejected the collector cluster: tracing never costs traffic.</summary>
    public bool CollectorRejected { get; private init; }

    /// <summary>Why it is so, either way, in words. Made when somebody asks: proxies are served without it.</summary>
    public string Reason => $"{Outcome}: {Because}";

    /// <summary><see cref="Reason"/> without the outcome.</summary>
    public string Because
    {
        get
        {
            if (Overlay is { } sampling) return OverlayReason.Of(this, sampling);
            if (Policy is null) return "no TrafficTrace selects this proxy";
            if (Collector is not null) return $"TrafficTrace {Policy.Name} sends to {Origin} {GoQuoted.Text(Collector.Name)}{Overridden}";
            return $"TrafficTrace {Policy.Name} selects this proxy, but {Lack(Policy)}";
        }
    }

    /// <summary>Path of the backend in its Mesh, as <c>tracing.backends[0]</c>; null when there is none.</summary>
    public string? BackendField
    {
        get
        {
            var name = Collector?.Name ?? (Overlay is null ? null : Policy?.Backend ?? Mesh?.DefaultBackend);
            for (var i = 0; name is not null && i < Mesh?.Backends.Length; i++)
            {
                if (Mesh.Backends[i].Name == name) return $"tracing.backends[{i}]";
            }

            return null;
        }
    }

    private string Outcome => this switch
    {
        { Overlay: { Overall: null, Random: null } } => "not steered",
        { Overlay: not null } => "steered",
        { Collector: null } => "untraced",
        _ => "traced",
    };

    private string Overridden => Override is not { } over
        ? ""
        : $"; TracingOverride {over.Name} {(over.IsOff ? "switches it off" : $"samples {over.Sampling} %")} "
            + $"until {TimeText.Of(over.Until)}: {over.Reason}";

    private string Origin => Policy?.Backend is null ? "the mesh's default backend" : "backend";

    /// <summary>The same for a stream whose Envoy has rejected the collector cluster.</summary>
    public EffectiveTracing WithoutCollector() => Collector is null
        ? this
        : this with { Collector = null, Sampling = null, Override = null, DrainingOverride = null, CollectorRejected = true };

    /// <summary>The same for a proxy whose listeners hold the number: of overrides only those count there that may drain.</summary>
    public EffectiveTracing WhereItDrains() =>
        ReferenceEquals(Override, DrainingOverride) ? this : this with { Override = DrainingOverride };

    /// <summary>The same for an Envoy where a cap breaks traces: see <see cref="OverlaySampling.WithoutBreakingCap"/>.</summary>
    public EffectiveTracing WithoutBreakingCap() => Overlay is { } sampling && Override is null && !Conf.AllowBreakingTraces
        ? this with { Overlay = sampling.WithoutBreakingCap() }
        : this;

    /// <summary>The same for an Envoy that knows no formats: <see cref="TracingConf.WithoutFormats"/>.</summary>
    public EffectiveTracing WithoutFormats()
    {
        var conf = Conf.WithoutFormats();
        return ReferenceEquals(conf, Conf) ? this : this with { Policy = Policy! with { Conf = conf } };
    }

    private string Lack(TrafficTracePolicy policy)
    {
        if (CollectorRejected) return "its Envoy has rejected the collector cluster";
        if (Mesh is null) return $"there is no Mesh {policy.Mesh} to hold a backend";
        if (BackendResolution.BackendOf(policy, Mesh) is { } external)
            return $"backend {GoQuoted.Text(external.Name)} is external: somebody else configures that tracer, and here none is";
        return (policy.Backend ?? Mesh.DefaultBackend) is { } name
            ? $"Mesh {Mesh.Name} has no tracing backend {GoQuoted.Text(name)}"
            : $"it names no backend and Mesh {Mesh.Name} has no tracing.defaultBackend";
    }
}
