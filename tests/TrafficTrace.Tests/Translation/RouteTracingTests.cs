using Envoy.Api.Protos;
using Envoy.Config.Route.V3;
using Google.Protobuf.Collections;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation;
using TrafficTrace.Translation.Routes;

namespace TrafficTrace.Tests.Translation;

/// <summary>Numbers on routes: parents at 100 before them where the tracer needs it, rules first, nothing by the runtime layer.</summary>
internal sealed class RouteTracingTests
{
    private static readonly RequestMatch Health = new(new TextMatch(TextMatchKind.Exact, "/health"), null, []);

    [TestCase(null, null, null, 10_000, 10_000)]
    [TestCase(10.0, null, null, 1000, 1000)]
    [TestCase(null, 10.0, null, 1000, 10_000)]
    [TestCase(50.0, 10.0, 80.0, 1000, 5000)]
    [TestCase(5.0, 10.0, 2.0, 500, 200)]
    public void What_is_said_of_all_is_folded_into_the_others(
        double? overall, double? random, double? client, int wantRandom, int wantClient)
    {
        var routes = Of(Given.Otlp, new TracingConf { Sampling = new(null, random, client) }, overall)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(routes.Default.Random, Is.EqualTo(new Share(wantRandom)));
            Assert.That(routes.Default.Client, Is.EqualTo(new Share(wantClient)));
        }
    }

    [Test]
    public void Zipkin_and_Datadog_keep_one_number_on_the_runtime_layer_until_more_is_asked()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(Given.Zipkin, TracingConf.None, 10), Is.Null);
            Assert.That(Of(Given.Agent, new TracingConf { Sampling = new(10, null, null) }, 10), Is.Null);
            Assert.That(Of(Given.Zipkin, new TracingConf { Sampling = new(null, 10, null) }, null), Is.Not.Null);
            Assert.That(Of(Given.Zipkin, new TracingConf { TrustClient = false }, null), Is.Not.Null);
            Assert.That(Of(Given.Zipkin, new TracingConf { Rules = [new(Health) { Off = true }] }, null), Is.Not.Null);
        }
    }

    [Test]
    public void A_sampled_parent_has_a_route_before_the_number_that_matches_the_lowest_bit()
    {
        var routes = Pack(Of(Given.Otlp, TracingConf.None, 10)!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(routes, Has.Count.EqualTo(2));
            Assert.That(routes[0].Match.Headers.Single().Name, Is.EqualTo("traceparent"));
            Assert.That(routes[0].Match.Headers.Single().StringMatch.SafeRegex.Regex, Is.EqualTo(".*-[0-9a-f][13579bdf]"));
            Assert.That(routes[0].Tracing.RandomSampling.Numerator, Is.EqualTo(10_000));
            Assert.That(routes[1].Match.Headers, Is.Empty);
            Assert.That(routes[1].Tracing.RandomSampling.Numerator, Is.EqualTo(1000));
        }
    }

    [Test]
    public void A_rule_has_two_routes_one_that_is_off_has_one_and_strangers_are_followed_by_none()
    {
        var conf = new TracingConf
        {
            Rules = [new(Health) { Off = true }, new(new(null, "POST", [new("x-user", null)])) { Sampling = new(null, 50, null) }],
        };
        var routes = Pack(Of(Given.Otlp, conf, 1)!);
        var edge = Pack(Of(Given.Otlp, conf with { TrustClient = false }, 1)!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(routes.Select(Told), Is.EqualTo((string[])
            [
                "/health: 0/0",
                "/ :method=POST x-user traceparent: 10000/",
                "/ :method=POST x-user: 5000/",
                "/ traceparent: 10000/100",
                "/: 100/100",
            ]));
            Assert.That(edge.Select(Told), Is.EqualTo((string[])["/health: 0/0", "/ :method=POST x-user: 5000/0", "/: 100/0"]));
        }
    }

    [Test]
    public void A_tracer_that_follows_parents_by_itself_needs_no_route_for_them()
    {
        var routes = Pack(Of(Given.Zipkin, new TracingConf { Rules = [new(Health) { Off = true }] }, 10)!);
        Assert.That(routes.Select(Told), Is.EqualTo((string[])["/health: 0/0", "/: 1000/1000"]));
    }

    [TestCase(true, null, "/health: 0/0|/: 0/0")]
    [TestCase(false, 40.0, "/health: 0/0|/ traceparent: 10000/4000|/: 4000/4000")]
    public void An_override_is_one_number_for_all_that_is_not_off(bool off, double? sampling, string expected)
    {
        var tracing = Tracing(Given.Otlp, new TracingConf { Rules = [new(Health) { Off = true }] }, 1) with
        {
            Override = new TracingOverride("default", "o", "{}") { Sampling = off ? null : sampling, Reason = "r" },
        };
        Assert.That(string.Join('|', Pack(RouteTracing.Of(tracing)!).Select(Told)), Is.EqualTo(expected));
    }

    private static RouteTracing? Of(Collector collector, TracingConf conf, double? overall) =>
        RouteTracing.Of(Tracing(collector, conf, overall));

    private static EffectiveTracing Tracing(Collector collector, TracingConf conf, double? overall) =>
        new(new TrafficTracePolicy("default", "all", "{}") { Conf = conf }, null, collector, overall);

    private static RepeatedField<Route> Pack(RouteTracing tracing) =>
        new TracedRoutes(RouteTable.Inbound("web", "localhost:80"), tracing).Pack().Unpack<RouteConfiguration>().VirtualHosts[0].Routes;

    private static string Told(Route route)
    {
        var path = route.Match.HasPath ? route.Match.Path : route.Match.Prefix;
        var headers = route.Match.Headers.Select(
            header => header.Name == ":method" ? $" :method={header.StringMatch.Exact}" : $" {header.Name}");
        return $"{path}{string.Concat(headers)}: {route.Tracing.RandomSampling.Numerator}/{route.Tracing.ClientSampling?.Numerator}";
    }
}
