using System.Buffers;
using BenchmarkDotNet.Attributes;
using Envoy.Api.Protos;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Benchmarks;

/// <summary>A stream is told what to send, and writes it.</summary>
public class PlanBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly ResourceSet _old = Listeners(10);
    private readonly ResourceSet _new = Listeners(20);
    private readonly ClientView _client;
    private readonly PlannedResponse _plan;

    public PlanBenchmarks()
    {
        var wildcard = Subscription.None.Replace([], ResourceType.Listener, first: true);
        _client = new ClientView { Subscription = wildcard, Answered = true, Sent = _old.Held };
        _plan = Plan_changed_listeners()!;
    }

    [Benchmark]
    public PlannedResponse? Plan_listeners_that_did_not_change() =>
        ResponsePlanner.Plan(ResourceType.Listener, delta: false, _client, _old, holdRemovals: false);

    [Benchmark]
    public PlannedResponse? Plan_changed_listeners() =>
        ResponsePlanner.Plan(ResourceType.Listener, delta: false, _client, _new, holdRemovals: false);

    [Benchmark]
    public PlannedResponse? Plan_changed_listeners_for_delta() =>
        ResponsePlanner.Plan(ResourceType.Listener, delta: true, _client, _new, holdRemovals: false);

    [Benchmark]
    public int Write_a_response()
    {
        _output.ResetWrittenCount();
        new OutgoingResponse(_plan, "type.googleapis.com/envoy.config.listener.v3.Listener"u8.ToArray(), "1", [], delta: false)
            .WriteTo(_output);
        return _output.WrittenCount;
    }

    private static ResourceSet Listeners(double sampling) =>
        ResourceSet.Of(new ProxyTranslator().Translate(new SampleMesh(sampling).Configuration, SamplingMode.Listener)[TypeUrls.Listener]);
}
