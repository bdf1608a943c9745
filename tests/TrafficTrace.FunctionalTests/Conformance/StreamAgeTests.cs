using Grpc.Core;
using TrafficTrace.FunctionalTests.Clients;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>How streams end although nothing is wrong with them: since they are old, or since the server stops.</summary>
internal sealed class StreamAgeTests
{
    private const int Many = 40;

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(30);

    [Test]
    public async Task R136_the_connection_of_an_old_stream_goes_too_and_the_next_one_is_served()
    {
        await using var host = await EngineHost.StartAsync(new XdsOptions { MaxStreamAge = Age });
        host.Set(Make.Cluster("a"));
        using var channel = BoundChannel.From("127.0.0.1", host.Address);
        await using var old = new SotwClient(channel.CreateCallInvoker(), null, EngineHost.NodeId);
        await old.FetchAsync(ResourceType.Cluster);
        host.Time.Advance(Age * 1.1);
        await using var young = new SotwClient(channel.CreateCallInvoker(), null, EngineHost.NodeId);
        await young.FetchAsync(ResourceType.Cluster);
        await host.Connections.OpenAsync(1);
        host.Server.EndOld();
        // The young one holds the connection meanwhile: HttpClient may take the end of that for the end of a stream it still sends on.
        var told = await old.ExpectStatusAsync(StatusCode.Unavailable);
        await young.ExpectNothingMoreAsync();
        await host.Connections.OpenAsync(0);
        await using var next = new SotwClient(channel.CreateCallInvoker(), null, EngineHost.NodeId);
        await next.FetchAsync(ResourceType.Cluster);
        Assert.That(told.Detail, Does.Contain("connect again"));
        host.Time.Advance(Age * 1.1);
        host.Server.EndOld();
        await host.Connections.OpenAsync(0); // at once, where nobody else is on it
    }

    [Test]
    public async Task Without_a_limit_no_stream_grows_old()
    {
        await using var host = await EngineHost.StartAsync();
        host.Set(Make.Cluster("a"));
        await using var client = host.Open(Variant.Delta);
        await client.FetchAsync(ResourceType.Cluster);
        host.Time.Advance(TimeSpan.FromDays(365));
        host.Server.EndOld();
        await client.ExpectQuietAsync();
    }

    [Test]
    public async Task A_server_that_stops_ends_many_streams_evenly_and_lets_none_in()
    {
        await using var host = await EngineHost.StartAsync(new XdsOptions { MaxStreamsPerNode = 2 * Many });
        var clients = await OpenAsync(host, Many);
        try
        {
            var ending = host.Server.EndAllAsync(CancellationToken.None);
            await host.Seen.OpenStreamsAsync(Many / 2); // 20 ms are half of what forty streams take
            await using var late = host.Open(Variant.Sotw);
            await late.SubscribeAsync(ResourceType.Cluster);
            await late.ExpectStatusAsync(StatusCode.Unavailable);
            Assert.That(ending.IsCompleted, Is.False);
            host.Time.Advance(StopPace.Step);
            await ending;
            await host.Seen.OpenStreamsAsync(0);
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    [Test]
    public async Task Who_is_in_a_hurry_ends_all_at_once()
    {
        await using var host = await EngineHost.StartAsync(new XdsOptions { MaxStreamsPerNode = 2 * Many });
        var clients = await OpenAsync(host, Many);
        try
        {
            using var hurry = new CancellationTokenSource();
            var ending = host.Server.EndAllAsync(hurry.Token);
            await host.Seen.OpenStreamsAsync(Many / 2);
            await hurry.CancelAsync();
            await ending;
            await host.Seen.OpenStreamsAsync(0);
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    private static async Task<List<XdsClient>> OpenAsync(EngineHost host, int count)
    {
        host.Set(Make.Cluster("a"));
        var clients = new List<XdsClient>();
        for (var i = 0; i < count; i++)
        {
            clients.Add(host.Open(Variant.Sotw));
            await clients[i].FetchAsync(ResourceType.Cluster);
        }

        return clients;
    }
}
