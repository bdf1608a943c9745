using Envoy.Config.Core.V3;
using Envoy.Type.V3;
using TrafficTrace.Translation.Spans;
using Hcm = Envoy.Extensions.Filters.Network.HttpConnectionManager.V3.HttpConnectionManager;

namespace TrafficTrace.Translation.Listeners;

/// <summary>The <c>tracing</c> field of a connection manager.</summary>
internal static class HcmTracing
{
    public static Hcm.Types.Tracing Of(ListenerTracing tracing, TrafficDirection direction, string service)
    {
        var spans = tracing.Spans;
        return new()
        {
            // Absent means 100 %; a Percent without a value means 0 %.
            OverallSampling = tracing.OverallSampling is { } sampling ? new Percent { Value = sampling } : null,
            Provider = tracing.Tracer.Provider(direction, service, tracing.Source),
            SpawnUpstreamSpan = spans.SpawnUpstreamSpan, // else one span a proxy, as Kuma's sidecars have it
            CustomTags = { spans.Tags.Select(CustomTags.Of) },
            MaxPathTagLength = (uint?)spans.MaxPathTagLength,
            Verbose = spans.Verbose,
            Operation = spans.Names.Server ?? "",
            UpstreamOperation = spans.Names.Upstream ?? "",
        };
    }
}
