using Envoy.Config.Core.V3;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Streams grow old (xds R136).</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class StreamAgeTests
{
    private const int Streams = 1_000;

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(30);

    [Test]
    public async Task Streams_that_came_together_grow_old_one_by_one([Values(1, 2, 3)] int seed)
    {
        var time = new FakeTimeProvider();
        var options = new XdsOptions { MaxStreamAge = Age, Jitter = new Random(seed) };
        var server = new XdsServer(
            new SnapshotCache(), new SilentHost(), options, time, NullLogger<XdsServer>.Instance, CancellationToken.None);
        var streams = await OpenAsync(server);
        var most = 0;
        var (first, last) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (var age = TimeSpan.Zero; age < Age * 1.2; age += TimeSpan.FromSeconds(1))
        {
            var before = Ended(streams);
            server.EndOld();
            var gone = Ended(streams) - before;
            if (gone > 0) (first, last) = (first < age ? first : age, age);
            most = Math.Max(most, gone);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ended(streams), Is.EqualTo(Streams));
            Assert.That(first, Is.InRange(Age * 0.9, Age * 0.92));
            Assert.That(last, Is.InRange(Age * 1.08, Age * 1.1 + TimeSpan.FromSeconds(1)));
            Assert.That(most, Is.LessThan(20), "of a thousand in six minutes about three a second");
        }
    }

    [Test]
    public async Task A_clock_that_is_set_forward_makes_no_stream_older()
    {
        var time = new DayAhead();
        var server = new XdsServer(
            new SnapshotCache(),
            new SilentHost(),
            new XdsOptions { MaxStreamAge = Age },
            time,
            NullLogger<XdsServer>.Instance,
            CancellationToken.None);
        var streams = await OpenAsync(server);
        time.IsAhead = true;
        server.EndOld();
        Assert.That(Ended(streams), Is.Zero);
    }

    private static int Ended(IEnumerable<XdsStream> streams) => streams.Count(stream => stream.Ended is { EndsConnection: true });

    private static async Task<List<XdsStream>> OpenAsync(XdsServer server)
    {
        var streams = new List<XdsStream>();
        for (var i = 0; i < Streams; i++)
        {
            var node = new Node { Id = $"node-{i}" };
            var start = new StreamStart(node.Id, node, ResourceType.Cluster.TypeUrl, [], Delta: true, Aggregated: true);
            streams.Add(await server.OpenAsync(start, Peer.Unknown, new Mailbox(), CancellationToken.None));
        }

        return streams;
    }

    /// <summary>The real clock, which somebody sets.</summary>
    private sealed class DayAhead : TimeProvider
    {
        public bool IsAhead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(IsAhead ? 1 : 0);
    }
}
