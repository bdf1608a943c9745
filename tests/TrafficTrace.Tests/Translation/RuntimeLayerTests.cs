using Envoy.Service.Runtime.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Matching;
using TrafficTrace.Translation;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Translation.Runtime;

namespace TrafficTrace.Tests.Translation;

public class RuntimeLayerTests
{
    [TestCase(null, 10_000)]
    [TestCase(100.0, 10_000)]
    [TestCase(0.0, 0)]
    [TestCase(50.0, 5000)]
    [TestCase(50.5, 5050)]
    [TestCase(0.5, 50)]
    [TestCase(0.01, 1)]
    [TestCase(0.001, 1)]
    [TestCase(1e-300, 1)]
    [TestCase(0.014, 1)]
    [TestCase(0.015, 2)]
    [TestCase(1.005, 101)]
    [TestCase(99.994, 9999)]
    [TestCase(99.995, 10_000)]
    public void Percent_become_ten_thousandths_rounded_half_up_and_never_to_nothing(double? percent, int share) =>
        Assert.That(Share.Of(percent).TenThousandths, Is.EqualTo(share));

    [Test]
    public void The_share_is_a_fraction_with_the_denominator_that_Envoy_compares_with()
    {
        var layer = new RuntimeLayer(new Share(5050)).Pack().Unpack<Runtime>().Layer;

        var expected = JsonParser.Default.Parse<Struct>(
            """{"tracing.global_enabled": {"numerator": 5050, "denominator": "TEN_THOUSAND"}}""");
        Assert.That(layer, Is.EqualTo(expected));
    }

    [Test]
    public void The_layer_of_an_overlay_says_what_is_stated_and_no_more()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Keys(new(null, null)), Is.Empty);
            Assert.That(Keys(new(0, null)), Is.EqualTo(["tracing.global_enabled"]));
            Assert.That(Keys(new(null, 1)), Is.EqualTo(["tracing.random_sampling"]));
            Assert.That(Keys(new(100, 0.5)), Is.EqualTo(["tracing.global_enabled", "tracing.random_sampling"]));
        }

        static IEnumerable<string> Keys(OverlaySampling sampling) => RuntimeLayer.Of(sampling).Pack().Unpack<Runtime>().Layer.Fields.Keys;
    }

    [TestCase(SamplingMode.Rtds, false, "jaeger", 5000)]
    [TestCase(SamplingMode.Rtds, false, null, 0)]
    [TestCase(SamplingMode.Rtds, true, "jaeger", 0)]
    [TestCase(SamplingMode.Listener, false, "jaeger", null)]
    [TestCase(SamplingMode.Listener, false, null, null)]
    public void An_untraced_proxy_samples_nothing_and_a_stream_without_the_layer_is_told_nothing(
        SamplingMode mode, bool rejected, string? backend, int? share)
    {
        var resources = new ProxyTranslator().Translate(Given.Proxy(Given.Web(), backend is null ? null : Given.Jaeger, mode, rejected));

        Assert.That(resources.Runtime, Is.EqualTo(new RuntimeLayer(share is { } some ? new Share(some) : null).Pack()));
    }
}
