using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation;

/// <summary>
/// What all proxies that trace to a backend have in common. Made once for each backend of a mesh at a revision, and gone with it: a
/// change of the whole mesh makes, hashes and compares it once instead of for each proxy.
/// </summary>
internal sealed class BackendTracing
{
    private static readonly ConditionalWeakTable<TracingBackend, BackendTracing> Known = [];

    private readonly ListenerTracing _sampled;
    private readonly ListenerTracing _unsampled;

    private BackendTracing(TracingBackend backend)
    {
        Collector = backend with { Sampling = null };
        _unsampled = new ListenerTracing(Collector, null, null);
        _sampled = backend.Sampling is { } sampling ? new ListenerTracing(Collector, sampling, null) : _unsampled;
    }

    /// <summary>The backend without its sampling, which is nothing to a collector.</summary>
    public TracingBackend Collector { get; }

    public static BackendTracing Of(TracingBackend backend) => Known.GetValue(backend, static backend => new BackendTracing(backend));

    public ListenerTracing Listeners(SamplingMode mode) => mode == SamplingMode.Listener ? _sampled : _unsampled;
}
