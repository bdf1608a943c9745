using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTrace.FunctionalTests.ControlPlane;

[Parallelizable(ParallelScope.All)]
internal sealed partial class MetricsTests
{
    [Test]
    public async Task Deliveries_are_counted_in_buckets_from_a_millisecond_to_half_a_minute()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.Listeners.Any()); // the ACK of the runtime layer came before that

        var metrics = await plane.Api.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.That(metrics, Does.Contain("service_name=\"traffictrace-cp\""));
        var boundaries = RuntimeDelivery().Matches(metrics)
            .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.That(boundaries, Is.EqualTo(new[] { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30 }));
    }

    [GeneratedRegex("""^traffictrace_xds_delivery_seconds_bucket\{[^}]*type="RTDS"[^}]*le="([0-9.]+)"\}""", RegexOptions.Multiline)]
    private static partial Regex RuntimeDelivery();
}
