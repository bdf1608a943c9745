using Envoy.Config.Core.V3;
using Grpc.Core;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Streams, nodes, types and how streams end.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
internal sealed class StreamRules(Variant variant) : ConformanceTests(variant)
{
    [Test]
    public async Task R1_every_type_has_a_service_of_its_own([ValueSource(nameof(OwnServices))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await using var client = Host.Open(Variant, only: type);

        var answer = await client.FetchAsync(type, "a");
        Assert.That(answer.Names, Is.EqualTo(new[] { "a" }));
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b"));
        Assert.That((await client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "a" }));

        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task R2_on_ADS_a_request_names_its_type()
    {
        await Client.RequestAsync("");
        var status = await Client.ExpectStatusAsync(StatusCode.InvalidArgument);
        Assert.That(status.Detail, Does.Contain("type_url"));
    }

    [Test]
    public async Task R3_on_a_service_of_one_type_the_type_may_be_left_out([ValueSource(nameof(OwnServices))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await using var client = Host.Open(Variant, only: type);
        await client.RequestAsync("", names: "a");
        Assert.That((await client.ReceiveAsync(type)).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R3_on_a_service_of_one_type_another_type_is_invalid([ValueSource(nameof(OwnServices))] ResourceType type)
    {
        await using var client = Host.Open(Variant, only: type);
        await client.RequestAsync(ResourceType.Secret.TypeUrl, names: "a");
        var status = await client.ExpectStatusAsync(StatusCode.InvalidArgument);
        Assert.That(status.Detail, Does.Contain(ResourceType.Secret.TypeUrl).And.Contain(type.TypeUrl));
    }

    [Test]
    public async Task R4_a_response_and_all_in_it_are_of_the_type_asked_for([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(ResourceType.All.SelectMany(each => Make.All(each, "a", "b")));
        var answer = await Client.FetchAsync(type, "a", "b");
        Assert.That(answer.Resources.Select(resource => resource.Body.TypeUrl), Is.All.EqualTo(type.TypeUrl).And.Exactly(2).Items);
    }

    [Test]
    public async Task R5_a_rejected_type_holds_up_no_other([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Client.SubscribeAsync(type, "a");
        await Client.NackAsync(await Client.ReceiveAsync(type));

        // Accepted clusters are a reason to try rejected listeners again; that rule has its own test.
        var others = Types.Where(other => other != type && !(type == ResourceType.Listener && other == ResourceType.Cluster));
        Host.Set([Make.Of(type, "a"), .. others.Select(other => Make.Of(other, "a"))]);
        foreach (var other in others)
        {
            Assert.That((await Client.FetchAsync(other, "a")).Names, Is.EqualTo(new[] { "a" }));
        }

        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R6_a_type_that_is_not_served_leaves_the_stream_open()
    {
        Host.Set(Make.Cluster("a"));
        await Client.RequestAsync("type.googleapis.com/not.served.here.V9", names: "x");
        if (IsDelta) Assert.That((await Client.ReceiveAsync()).Removed, Is.EqualTo(new[] { "x" }));

        Assert.That((await Client.FetchAsync(ResourceType.Cluster)).Names, Is.EqualTo(new[] { "a" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R7_the_node_of_the_first_request_holds_for_the_stream()
    {
        Host.Set(Make.Cluster("a"), Make.Listener("l"));
        Assert.That((await Client.FetchAsync(ResourceType.Cluster)).Names, Is.EqualTo(new[] { "a" }));
        Assert.That((await Client.FetchAsync(ResourceType.Listener)).Names, Is.EqualTo(new[] { "l" }));
    }

    [TestCase(null)]
    [TestCase("")]
    public async Task R8_a_stream_without_a_node_is_invalid(string? id)
    {
        await using var client = Host.Open(Variant, nodeId: "");
        await client.RequestAsync(ResourceType.Cluster.TypeUrl, id is null ? null : new Node { Id = id });
        var status = await client.ExpectStatusAsync(StatusCode.InvalidArgument);
        Assert.That(status.Detail, Does.Contain("node.id"));
    }

    [Test]
    public async Task R9_a_stream_belongs_to_one_node()
    {
        Host.Set(Make.Cluster("a"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.RequestAsync(ResourceType.Listener.TypeUrl, new Node { Id = EngineHost.NodeId });
        await Client.AcceptAsync(ResourceType.Listener);

        await Client.RequestAsync(ResourceType.Route.TypeUrl, new Node { Id = "somebody-else" }, names: "a");
        var status = await Client.ExpectStatusAsync(StatusCode.InvalidArgument);
        Assert.That(status.Detail, Does.Contain("somebody-else"));
    }

    [Test]
    public async Task R10_of_a_node_nothing_but_the_id_is_required()
    {
        Host.Set(Make.Cluster("a"));
        await using var client = Host.Open(Variant, nodeId: "");
        await client.RequestAsync(ResourceType.Cluster.TypeUrl, new Node { Id = EngineHost.NodeId, ClientFeatures = { "of.the.future" } });
        Assert.That((await client.ReceiveAsync()).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R11_a_stream_over_the_limit_is_refused([Values] bool ofOneNode)
    {
        var options = ofOneNode ? new XdsOptions { MaxStreamsPerNode = 1 } : new XdsOptions { MaxStreams = 1 };
        await using var host = await EngineHost.StartAsync(options);
        host.Set(Make.Cluster("a"));
        await using var first = host.Open(Variant);
        await first.FetchAsync(ResourceType.Cluster);
        await using var second = host.Open(Variant);
        await second.SubscribeAsync(ResourceType.Cluster);
        await second.ExpectStatusAsync(StatusCode.ResourceExhausted);
        await first.ExpectQuietAsync();
    }

    [Test]
    public async Task R11_more_names_than_the_limit_are_refused([Values] bool atOnce)
    {
        await using var host = await EngineHost.StartAsync(new XdsOptions { MaxNames = 2 });
        host.Set();
        await using var client = host.Open(Variant);
        if (!atOnce) await client.SubscribeAsync(ResourceType.Route, "a", "b");
        if (!atOnce && IsDelta) await client.AcceptAsync(ResourceType.Route);
        await client.SubscribeAsync(ResourceType.Route, "a", "b", "c");
        await client.ExpectStatusAsync(StatusCode.ResourceExhausted);
    }

    [Test]
    public async Task R11_a_server_that_stops_says_so()
    {
        Host.Set(Make.Cluster("a"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Host.StopStreamsAsync();
        await Client.ExpectStatusAsync(StatusCode.Unavailable);
    }

    [Test]
    public async Task R12_a_half_closed_stream_gets_what_is_due_and_ends()
    {
        Host.Set(Make.Cluster("a"));
        await Client.SubscribeAsync(ResourceType.Cluster);
        var rest = await Client.EndAsync();
        Assert.That(rest.Single().Names, Is.EqualTo(new[] { "a" }));
        await Host.Seen.OpenStreamsAsync(0);
    }

    [Test]
    public async Task R12_who_ends_its_side_before_the_host_has_looked_is_answered([Values] bool known)
    {
        Host.Seen.SnapshotFollows = true;
        await Client.SubscribeAsync(ResourceType.Cluster);
        var rest = Client.EndAsync();
        await Host.Seen.OpenStreamsAsync(1);
        var stream = Host.Seen.Open.Values.Single();
        if (known) Host.Set(Make.Cluster("a"));
        stream.LookedForSnapshot();
        Assert.That((await rest).SelectMany(answer => answer.Names), Is.EqualTo(known ? new[] { "a" } : []));
        await Host.Seen.OpenStreamsAsync(0);
    }

    [Test]
    public async Task R12_who_ends_its_side_and_leaves_before_the_host_has_looked_leaves_nothing_behind()
    {
        Host.Seen.SnapshotFollows = true;
        await Client.SubscribeAsync(ResourceType.Cluster);
        await Client.HalfCloseAsync();
        await Host.Seen.OpenStreamsAsync(1);
        await Client.DisposeAsync();
        await Host.Seen.OpenStreamsAsync(0);
    }

    [Test]
    public async Task R12_who_ends_its_side_gets_what_would_have_waited_for_its_answers()
    {
        await Client.SubscribeAsync(ResourceType.Cluster);
        await Client.SubscribeAsync(ResourceType.Listener);
        Host.Set(Make.EdsCluster("a"), Make.Endpoints("a"), Make.Listener("l"));
        await Client.ReceiveAsync(ResourceType.Cluster);
        var rest = await Client.EndAsync();
        Assert.That(rest.Select(answer => answer.Type), Is.EqualTo(new[] { ResourceType.Listener }));
    }

    [Test]
    public async Task R13_a_stream_that_breaks_off_leaves_nothing_behind()
    {
        Host.Set(Make.Cluster("a"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Host.Seen.OpenStreamsAsync(1);
        await Client.DisposeAsync();
        await Host.Seen.OpenStreamsAsync(0);
    }

    [Test]
    public async Task R13_a_stream_that_breaks_the_protocol_leaves_nothing_behind()
    {
        Host.Set(Make.Cluster("a"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.RequestAsync("");
        await Client.ExpectStatusAsync(StatusCode.InvalidArgument);
        await Host.Seen.OpenStreamsAsync(0);
    }

    [Test]
    public async Task R13_a_stream_that_ends_makes_room_for_the_next([Values] bool ofOneNode)
    {
        var options = ofOneNode ? new XdsOptions { MaxStreamsPerNode = 1 } : new XdsOptions { MaxStreams = 1 };
        await using var host = await EngineHost.StartAsync(options);
        host.Set(Make.Cluster("a"));
        await using (var first = host.Open(Variant)) await first.FetchAsync(ResourceType.Cluster);
        await host.Seen.OpenStreamsAsync(0);
        await using var second = host.Open(Variant);
        await second.FetchAsync(ResourceType.Cluster);
    }

    [Test]
    public async Task R14_streams_of_one_node_know_nothing_of_each_other()
    {
        Host.Set(Make.Cluster("a"));
        await using var other = Host.Open(Variant);
        await other.FetchAsync(ResourceType.Cluster);
        await Client.SubscribeAsync(ResourceType.Cluster);
        await Client.NackAsync(await Client.ReceiveAsync(ResourceType.Cluster));

        Host.Set(Make.Cluster("a", 2));
        Assert.That((await other.AcceptAsync(ResourceType.Cluster)).Names, Is.EqualTo(new[] { "a" }));
        Assert.That((await Client.AcceptAsync(ResourceType.Cluster)).Names, Is.EqualTo(new[] { "a" }));
    }
}
