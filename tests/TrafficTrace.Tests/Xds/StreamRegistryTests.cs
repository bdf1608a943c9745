using System.Net;
using Envoy.Config.Core.V3;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Whose stream goes when a node has as many as it may.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StreamRegistryTests
{
    private const int Most = 4;

    private static readonly StreamStart Start =
        new("node", new Node { Id = "node" }, ResourceType.Cluster.TypeUrl, [], Delta: false, Aggregated: true);

    private readonly SnapshotCache _cache = new();
    private readonly StreamRegistry _registry = new(new XdsOptions { MaxStreamsPerNode = Most });
    private readonly Refusals _refusals = new(NullLogger.Instance, TimeProvider.System);
    private int _last;

    [Test]
    public void Nobody_shuts_a_proxy_out_by_opening_streams_under_its_id()
    {
        Add("10.0.0.66", Most);
        Assert.That(Add("10.0.0.1", Most / 2), Is.EqualTo(new long?[] { 1, 2 }), "the oldest go");
    }

    [Test]
    public void Nobody_ends_the_streams_of_a_proxy_by_opening_more_under_its_id()
    {
        Add("10.0.0.1", 1);
        Add("10.0.0.66", Most - 1);
        Assert.Throws<RpcException>(() => Add("10.0.0.66", 1));
    }

    [Test]
    public void Nobody_ends_the_streams_of_a_proxy_from_many_addresses_so_that_it_does_not_come_back()
    {
        for (var i = 0; i < Most; i++) Add($"10.0.0.{66 + i}", 1);
        Assert.That(Add("10.0.0.1", 1), Is.EqualTo(new long?[] { 1 }));
    }

    [Test]
    public void Of_one_address_the_older_streams_stay()
    {
        Add("10.0.0.1", Most);
        var refused = Assert.Throws<RpcException>(() => Add("10.0.0.1", 1));
        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public void An_address_has_as_many_streams_as_one_may_and_others_are_let_in()
    {
        var registry = new StreamRegistry(new XdsOptions { MaxStreamsPerAddress = 1 });
        registry.Add(Open("10.0.0.1", observer: false), _refusals);
        var refused = Assert.Throws<RpcException>(() => registry.Add(Open("10.0.0.1", observer: false), _refusals));
        registry.Add(Open("10.0.0.2", observer: false), _refusals);
        Assert.That(refused!.Status.Detail, Does.StartWith("1 streams of your address are open"));
    }

    [Test]
    public void Who_only_looks_takes_nobodys_place()
    {
        Add("10.0.0.1", Most);
        Assert.That(Add("10.0.0.66", 1, observer: true), Is.EqualTo(new long?[] { null }));
    }

    /// <summary>Opens streams; the numbers of those that had to go for them.</summary>
    private long?[] Add(string address, int count, bool observer = false) =>
        [.. Enumerable.Range(0, count).Select(_ => _registry.Add(Open(address, observer), _refusals)?.Id)];

    private XdsStream Open(string address, bool observer) =>
        new(++_last, Start, new Admission("", observer), _cache, new Mailbox()) { Address = IPAddress.Parse(address) };
}
