using Microsoft.Extensions.Logging;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Most gRPC clients take 4 MiB at a time and no more.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
internal sealed class SizeRules(Variant variant) : ConformanceTests(variant)
{
    private const int Limit = 4 * 1024 * 1024;

    [Test]
    public async Task R132_a_client_may_bring_more_than_four_megabytes_of_names()
    {
        var names = Enumerable.Range(0, 60_000).Select(i => $"{i:d80}").ToArray();
        Host.Set(Make.Endpoints(names[0]));
        await Client.SubscribeAsync(ResourceType.Endpoints, names);
        Assert.That((await Client.ReceiveAsync(ResourceType.Endpoints)).Names, Is.EqualTo(names[..1]));
    }

    [Test]
    public async Task R133_a_response_that_can_be_split_stays_below_the_limit()
    {
        string[] names = ["a", "b", "c", "d", "e"];
        Host.Set(names.Select(name => Make.BigEndpoints(name, 1_200_000)));
        await Client.SubscribeAsync(ResourceType.Endpoints, names);
        var held = new List<string>();
        while (held.Count < names.Length)
        {
            var part = await Client.AcceptAsync(ResourceType.Endpoints);
            Assert.That(part.Resources.Sum(resource => resource.Body.CalculateSize()), Is.LessThan(Limit));
            held.AddRange(part.Names);
        }

        Assert.That(held, Is.EqualTo(names));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R133_one_resource_over_the_limit_goes_alone()
    {
        Host.Set(Make.BigEndpoints("a", 100), Make.BigEndpoints("b", 5_000_000), Make.BigEndpoints("c", 100));
        await Client.SubscribeAsync(ResourceType.Endpoints, "a", "b", "c");
        Assert.That((await Client.AcceptAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "a" }));
        Assert.That((await Client.AcceptAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "b" }));
        Assert.That((await Client.AcceptAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "c" }));
    }

    [Test]
    public async Task R133_a_response_over_the_limit_is_sent_counted_and_logged_once_a_stream()
    {
        using var counts = new Counts(Host.Server);
        for (var content = 1; content <= 2; content++)
        {
            Host.Set(Make.BigEndpoints("a", 5_000_000 + content), Make.Cluster("small", content));
            if (content == 1) await Client.SubscribeAsync(ResourceType.Endpoints, "a");
            Assert.That((await Client.AcceptAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "a" }));
        }

        await Client.FetchAsync(ResourceType.Cluster);

        Assert.That(counts["responses_large"], Is.EqualTo(2));
        var logged = Host.Log.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(logged.Level, Is.EqualTo(LogLevel.Warning));
            Assert.That(logged.Message, Does.StartWith(EngineHost.NodeId).And.Contain("EDS").And.Contain(" 5000").And.Contain($"{Limit}"));
        }
    }

    [Test]
    public async Task R133_the_limit_itself_is_not_over_it([Values] bool over)
    {
        Host.Set(Make.Cluster("a"));
        using var counts = new Counts(Host.Server);
        await Client.FetchAsync(ResourceType.Cluster);
        var size = (int)counts["responses_sent_bytes"];
        await using var host = await EngineHost.StartAsync(
            new XdsOptions { Identifier = "instance-1", LargeResponse = over ? size - 1 : size });
        host.Set(Make.Cluster("a"));
        await using var client = host.Open(Variant);
        await client.FetchAsync(ResourceType.Cluster);
        Assert.That(host.Log, Has.Count.EqualTo(over ? 1 : 0));
    }
}
