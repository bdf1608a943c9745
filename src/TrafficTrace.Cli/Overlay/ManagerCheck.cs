using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Overlay;

/// <summary>Says of a connection manager what a runtime layer can do to it.</summary>
internal sealed class ManagerCheck(ConfigDump dump)
{
    private const string OpenTelemetry = "OpenTelemetryConfig";

    public CheckedManager Of(string listener, JsonNode? manager)
    {
        var (steering, because) = Judge(manager);
        return new(listener, manager.Text("stat_prefix"), steering, because);
    }

    private (Steering Steering, string Because) Judge(JsonNode? manager)
    {
        if (manager.At("tracing") is not { } tracing)
            return (Steering.Deaf, "it has no tracing block: give it one with a provider, at any sampling");
        if ((tracing.At("provider") ?? dump.DefaultProvider) is not { } provider)
            return (Steering.Deaf, "its tracing block has no provider: give it one");
        var isOpenTelemetry = provider.Text("typed_config", "@type").EndsWith(OpenTelemetry, StringComparison.Ordinal);
        if (isOpenTelemetry && manager.Text("request_id_extension", "typed_config", "use_request_id_for_trace_sampling") == "false")
            return (Steering.Deaf, "OpenTelemetry with use_request_id_for_trace_sampling: false asks no runtime key: leave that field out");
        if (isOpenTelemetry && provider.At("typed_config", "sampler") is not null)
            return (Steering.Capped, "a sampler of its own decides, and a policy can only lower it: leave sampler out to raise too");
        return (Steering.Steerable, string.Join("; ", Notes(manager, isOpenTelemetry)));
    }

    private IEnumerable<string> Notes(JsonNode? manager, bool isOpenTelemetry)
    {
        // From it on the tracer asks Envoy's own decision, and follows no parent beyond a cap.
        if (isOpenTelemetry && !(dump.Envoy < EnvoyVersion.WithParentsByRoute))
            yield return "OpenTelemetry on Envoy 1.40 or newer: sampling.overall between 0 and 100 cuts sampled parents, "
                + "sampling.random is safe at the head of traces";
        if (dump.HasRouteNumbers(manager))
            yield return "routes have numbers of their own: sampling.random overrides them, sampling.overall leaves them";
    }
}
