using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Google.Protobuf;
using Grpc.Core;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>What no honest client sends ends its own stream with a status that says why, and harms nobody else.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
internal sealed class HostileInputTests(Variant variant) : ConformanceTests(variant)
{
    private const int Million = 1_000_000;

    [Test]
    public async Task Random_bytes_end_their_own_stream_and_no_other([Values(1, 2, 3)] int seed)
    {
        await SendAllAsync(seed, random =>
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            return bytes;
        });
    }

    [Test]
    public async Task Damaged_requests_end_their_own_stream_and_no_other([Values(1, 2, 3)] int seed)
    {
        await SendAllAsync(seed, random =>
        {
            var bytes = Request("a", "b").ToByteArray();
            for (var damage = random.Next(1, 4); damage > 0; damage--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return bytes;
        });
    }

    [Test]
    public async Task A_message_of_another_kind_is_invalid()
    {
        using var call = RawCall.Open(Host.Invoker, Variant);
        var ended = await call.SendAsync(new Node { Id = "not a request", Cluster = new string('c', 100) }.ToByteArray());
        Assert.That(ended.StatusCode, Is.EqualTo(StatusCode.InvalidArgument), ended.Detail);
    }

    [Test]
    public async Task A_message_that_ends_too_soon_is_invalid()
    {
        using var call = RawCall.Open(Host.Invoker, Variant);
        var ended = await call.SendAsync(Request("a").ToByteArray()[..^1]);
        Assert.That(ended.StatusCode, Is.EqualTo(StatusCode.InvalidArgument), ended.Detail);
        Assert.That(ended.Detail, Does.Contain("DiscoveryRequest").And.Contain("bytes"));
    }

    [Test]
    public async Task A_message_over_the_request_limit_is_refused()
    {
        using var call = RawCall.Open(Host.Invoker, Variant);
        var ended = await call.SendAsync(new byte[EngineHost.MaxRequestBytes + 1]);
        Assert.That(ended.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted), ended.Detail);
    }

    [Test]
    public async Task A_million_names_are_refused_at_once()
    {
        Host.Set();
        await Client.SubscribeAsync(ResourceType.Endpoints, Names(0, Million));
        var status = await Client.ExpectStatusAsync(StatusCode.ResourceExhausted);
        Assert.That(status.Detail, Does.Contain($"{Million}").And.Contain("100000"));
        await Host.Seen.OpenStreamsAsync(0);
    }

    [Test]
    public async Task A_million_names_are_refused_however_they_are_spread()
    {
        Host.Set();
        var ended = EndOfStreamAsync();
        for (var i = 0; i < 20 && !ended.IsCompleted; i++)
        {
            // State-of-the-world names all of them each time; delta adds some.
            var (first, count) = IsDelta ? (i * 50_000, 50_000) : (0, (i + 1) * 50_000);
            // A client whose stream ends while it waits for room to write may wait for ever.
            await Task.WhenAny(
                ended, SendUnlessEndedAsync(() => Client.RequestAsync(ResourceType.Endpoints.TypeUrl, names: Names(first, count))));
        }

        var status = await ended;
        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted), status.Detail);
        Assert.That(status.Detail, Does.Contain("100000"));
        await Host.Seen.OpenStreamsAsync(0);
    }

    [Test]
    public async Task Types_without_end_are_refused()
    {
        Host.Set();
        for (var i = 0; i < 16; i++)
        {
            await Client.RequestAsync($"type.googleapis.com/not.served.V{i}", names: "a");
            if (IsDelta) await Client.ReceiveAsync();
        }

        await Client.RequestAsync("type.googleapis.com/not.served.V16", names: "a");
        await Client.ExpectStatusAsync(StatusCode.ResourceExhausted);
    }

    [Test]
    public async Task A_node_id_over_a_kibibyte_is_invalid([Values(1024, 1025)] int length)
    {
        await using var client = Host.Open(Variant, nodeId: new string('x', length));
        await client.RequestAsync(ResourceType.Cluster.TypeUrl);
        if (length == 1024) await Host.Seen.OpenStreamsAsync(1);
        else Assert.That((await client.ExpectStatusAsync(StatusCode.InvalidArgument)).Detail, Does.Contain("1025").And.Contain("1024"));
    }

    [Test]
    public async Task A_type_url_over_a_kibibyte_is_invalid()
    {
        await Client.RequestAsync(new string('x', 1025));
        await Client.ExpectStatusAsync(StatusCode.InvalidArgument);
    }

    [Test]
    public async Task What_is_told_of_a_bad_request_is_short_and_of_one_line()
    {
        await Client.SubscribeAsync(ResourceType.Cluster);
        await Client.RequestAsync(ResourceType.Cluster.TypeUrl, new Node { Id = "somebody\r\nelse" + new string('x', 100_000) });
        var status = await Client.ExpectStatusAsync(StatusCode.InvalidArgument);
        Assert.That(status.Detail, Does.Contain(@"somebody\u000D\u000Aelse").And.Length.LessThan(500));
    }

    [Test]
    public async Task Names_of_all_clients_together_have_a_bound()
    {
        await using var host = await EngineHost.StartAsync(new XdsOptions { MaxHeldBytes = 400_000 });
        await using var first = host.Open(Variant, nodeId: "first");
        await first.SubscribeAsync(ResourceType.Route, LongNames);
        await host.Seen.OpenStreamsAsync(1);
        await using var second = host.Open(Variant, nodeId: "second");
        await second.SubscribeAsync(ResourceType.Route, LongNames);
        await second.ExpectStatusAsync(StatusCode.ResourceExhausted);

        host.Set(Make.Cluster("a"));
        await using (var ordinary = host.Open(Variant)) await ordinary.FetchAsync(ResourceType.Cluster);
        await first.EndAsync();
        await host.Seen.OpenStreamsAsync(0);
        await using var third = host.Open(Variant, nodeId: "third");
        await third.SubscribeAsync(ResourceType.Route, LongNames);
        await host.Seen.OpenStreamsAsync(1);
    }

    // Delta is told meanwhile that there are no such names.
    private async Task<Status> EndOfStreamAsync()
    {
        try
        {
            while (true) await Client.ReceiveAsync();
        }
        catch (RpcException ended)
        {
            return ended.Status;
        }
    }

    private static async Task SendUnlessEndedAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception ended) when (ended is RpcException or InvalidOperationException)
        {
            // The server had enough; its status is what the test looks at.
        }
    }

    [Test]
    public async Task What_clients_say_of_responses_has_a_bound_for_all_of_them_together()
    {
        await using var host = await EngineHost.StartAsync(new XdsOptions { MaxHeldBytes = 8_000 });
        using var counts = new Counts(host.Server);
        host.Set(Make.Cluster("a"), Make.Endpoints("a"), Make.Listener("a"));
        await using var client = host.Open(Variant);
        await RejectAsync(client, ResourceType.Cluster, 60_000);
        await RejectAsync(client, ResourceType.Endpoints, 60_000, "a");
        await RejectAsync(client, ResourceType.Listener, 60_000);
        var refused = await client.ExpectStatusAsync(StatusCode.ResourceExhausted);
        await host.Seen.OpenStreamsAsync(0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Detail, Does.Contain("fewer names").And.Contain("try again later"));
            Assert.That(host.Seen.Rejections, Has.Count.EqualTo(3), "the host is told of what there was no room for");
            Assert.That(counts["responses_pending"], Is.Zero);
            Assert.That(host.Log.Select(line => line.Message), Has.Exactly(1).Match($"{EngineHost.NodeId} is refused.*8000 bytes"));
        }

        await using var next = host.Open(Variant);
        await RejectAsync(next, ResourceType.Cluster, 50_000);
        await RejectAsync(next, ResourceType.Endpoints, 50_000, "a");
        await next.ExpectQuietAsync();
    }

    [Test]
    public async Task What_all_proxies_of_a_mesh_reject_at_once_ends_the_stream_of_none()
    {
        await using var host = await EngineHost.StartAsync(new XdsOptions { MaxHeldBytes = 0 });
        host.Set(Make.Cluster("a"));
        await using var client = host.Open(Variant);
        await RejectAsync(client, ResourceType.Cluster, 60_000);
        await client.ExpectQuietAsync();
    }

    private static async Task RejectAsync(XdsClient client, ResourceType type, int characters, params string[] names)
    {
        await client.SubscribeAsync(type, names);
        await client.NackAsync(await client.ReceiveAsync(type), new string('x', characters));
    }

    private static string[] LongNames => [.. Enumerable.Range(0, 1000).Select(i => $"{i:d100}")];

    private static string[] Names(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"{i}")];

    private IMessage Request(params string[] names) => IsDelta
        ? new DeltaDiscoveryRequest
        {
            Node = new Node { Id = "hostile" },
            TypeUrl = ResourceType.Endpoints.TypeUrl,
            ResourceNamesSubscribe = { names },
        }
        : new DiscoveryRequest { Node = new Node { Id = "hostile" }, TypeUrl = ResourceType.Endpoints.TypeUrl, ResourceNames = { names } };

    /// <summary>Each on a stream of its own, which ends well or as invalid; a stream beside them is left alone.</summary>
    private async Task SendAllAsync(int seed, Func<Random, byte[]> next)
    {
        Host.Set(Make.Cluster("a"));
        await Client.FetchAsync(ResourceType.Cluster);
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            using var call = RawCall.Open(Host.Invoker, Variant);
            var bytes = next(random);
            var ended = await call.SendAsync(bytes);
            Assert.That(ended.StatusCode, Is.AnyOf(StatusCode.InvalidArgument, StatusCode.OK),
                $"seed {seed}, message {i}, {Convert.ToHexString(bytes)}: {ended.Detail}");
        }

        await Client.ExpectQuietAsync();
        await Host.Seen.OpenStreamsAsync(1);
    }
}
