using System.Diagnostics.Metrics;
using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Sources.Guarding;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Metrics;

/// <summary>
/// The fleet in the domain's words, as OpenTelemetry meters. Numbers are counted when somebody scrapes; labels are meshes, backends and
/// words of this program, none of which grows with the proxies.
/// </summary>
internal sealed class FleetMetrics : IDisposable
{
    public const string MeterName = "TrafficTrace.ControlPlane";

    private static readonly double[] Seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _delivery;

    public FleetMetrics(
        ResourceStore store, IJournal journal, Leadership leadership, ResourceFiles files, SourceGuard guard, MeshNumbers numbers)
    {
        _delivery = _meter.CreateHistogram<double>(
            "traffictrace_change_delivery",
            "s",
            "From a change of the documents until every connected proxy that it touches has accepted it.",
            advice: new() { HistogramBucketBoundaries = Seconds });
        _meter.CreateObservableGauge(
            "traffictrace_proxies",
            numbers.Proxies,
            description: "Dataplanes, and connected overlay proxies, by mesh and how far they are.");
        _meter.CreateObservableGauge(
            "traffictrace_overlay_proxies",
            numbers.Overlays,
            description: "Connected proxies by mesh whose listeners another control plane serves.");
        _meter.CreateObservableGauge(
            "traffictrace_registrations",
            numbers.Registrations,
            description: "Dataplanes that their proxies brought, by mesh and whether somebody has the proxy.");
        _meter.CreateObservableGauge(
            "traffictrace_replicas", numbers.Replicas, description: "Other control planes on the same store, by whether they answer.");
        _meter.CreateObservableGauge(
            "traffictrace_proxies_traced", numbers.Traced, description: "Dataplanes by mesh and the backend that they trace to.");
        _meter.CreateObservableGauge(
            "traffictrace_policies", numbers.Policies, description: "TrafficTraces by mesh and what became of them.");
        _meter.CreateObservableGauge(
            "traffictrace_rejections", numbers.Rejections, description: "Resources that connected proxies reject, by mesh and type.");
        _meter.CreateObservableGauge(
            "traffictrace_overrides", numbers.Overrides, description: "Overrides in force, by mesh.");
        _meter.CreateObservableGauge(
            "traffictrace_frozen", numbers.Frozen, description: "1 while the tracing of a mesh is frozen.");
        _meter.CreateObservableGauge(
            "traffictrace_store_revision", () => store.Current.Revision, description: "Revision of the documents in this process.");
        _meter.CreateObservableGauge(
            "traffictrace_store_reachable",
            () => journal.AwaySince is null ? 1 : 0,
            description: "0 while what the API was told can't be written, nor read anew.");
        _meter.CreateObservableGauge(
            "traffictrace_leader",
            () => leadership.Current is null ? 0 : 1,
            description: "1 while this process does what one of those that share a store does for all.");
        _meter.CreateObservableGauge(
            "traffictrace_source_errors", () => files.Current.ErrorCount, description: "What is wrong with the files.");
        _meter.CreateObservableGauge(
            "traffictrace_source_held_back",
            () => guard.Held is null ? 0 : 1,
            description: "1 while a change of the files waits for somebody to accept it.");
        _meter.CreateObservableGauge(
            "traffictrace_source_last_good_load_timestamp_seconds",
            () => (files.Current.GoodAt?.ToUnixTimeMilliseconds() ?? 0) / 1000d,
            description: "When what changed in the files was last read without an error; 0 when it never was.");
    }

    public void Delivered(TimeSpan took) => _delivery.Record(took.TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
