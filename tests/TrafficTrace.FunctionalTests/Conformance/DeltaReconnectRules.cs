using Envoy.Service.Discovery.V3;
using Envoy.Service.Status.V3;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>A client that brings what it holds from an earlier stream.</summary>
[TestFixture(Variant.Delta)]
internal sealed class DeltaReconnectRules(Variant variant) : ConformanceTests(variant)
{
    private DeltaClient Delta => (DeltaClient)Client;

    [Test]
    public async Task R64_endpoints_that_a_client_holds_already_are_not_sent()
    {
        Host.Set(Make.EdsCluster("a"), Make.Endpoints("a"));
        await ReconnectAsync(ResourceType.Cluster, [], ("a", Make.EdsCluster("a").Version));
        Assert.That((await Client.AcceptAsync(ResourceType.Cluster)).Resources, Is.Empty);
        await ReconnectAsync(ResourceType.Endpoints, ["a"], ("a", Make.Endpoints("a").Version));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R104_endpoints_follow_a_cluster_that_changed_meanwhile_though_the_client_holds_them()
    {
        Host.Set(Make.EdsCluster("a", 2), Make.Endpoints("a"));
        await ReconnectAsync(ResourceType.Cluster, [], ("a", Make.EdsCluster("a").Version));
        Assert.That((await Client.ReceiveAsync(ResourceType.Cluster)).Names, Is.EqualTo(new[] { "a" }));
        await ReconnectAsync(ResourceType.Endpoints, ["a"], ("a", Make.Endpoints("a").Version));
        Assert.That((await Client.ReceiveAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R104_endpoints_that_were_asked_for_first_follow_the_changed_cluster_too()
    {
        Host.Set(Make.EdsCluster("a", 2), Make.Endpoints("a"));
        await ReconnectAsync(ResourceType.Endpoints, ["a"], ("a", Make.Endpoints("a").Version));
        await Client.ExpectQuietAsync();
        await ReconnectAsync(ResourceType.Cluster, [], ("a", Make.EdsCluster("a").Version));
        Assert.That((await Client.ReceiveAsync(ResourceType.Cluster)).Names, Is.EqualTo(new[] { "a" }));
        Assert.That((await Client.ReceiveAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task What_a_client_holds_already_is_in_sync_without_being_sent()
    {
        Host.Set(Make.Endpoints("a"), Make.Endpoints("b", 2));
        await ReconnectAsync(ResourceType.Endpoints, ["a", "b"], ("a", Make.Endpoints("a").Version), ("b", Make.Endpoints("b").Version));
        Assert.That((await Client.ReceiveAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "b" }));

        var status = await new ClientStatusDiscoveryService.ClientStatusDiscoveryServiceClient(Host.Invoker)
            .FetchClientStatusAsync(new ClientStatusRequest());

        Assert.That(status.Config.Single().GenericXdsConfigs.Select(resource => (resource.Name, resource.ConfigStatus)),
            Is.EqualTo(new[] { ("a", ConfigStatus.Synced), ("b", ConfigStatus.Stale) }));
    }

    [Test]
    public async Task R132_R133_a_client_that_holds_more_than_four_megabytes_of_names_may_come_back()
    {
        var names = Enumerable.Range(0, 60_000).Select(i => $"{i:d80}").ToArray();
        Host.Set(Make.Endpoints(names[0]));
        await ReconnectAsync(ResourceType.Endpoints, names, [.. names.Select(name => (name, "an older one"))]);
        var told = new List<string>();
        while (told.Count < names.Length)
        {
            var part = await Client.AcceptAsync(ResourceType.Endpoints);
            Assert.That(part.Removed.Sum(name => name.Length), Is.LessThan(4 * 1024 * 1024));
            told.AddRange([.. part.Names, .. part.Removed]);
        }

        Assert.That(told, Is.EqualTo(names));
        await Client.ExpectQuietAsync();
    }

    private Task ReconnectAsync(ResourceType type, string[] subscribe, params (string Name, string Version)[] held) => Delta.SendAsync(
        new DeltaDiscoveryRequest
        {
            TypeUrl = type.TypeUrl,
            ResourceNamesSubscribe = { subscribe },
            InitialResourceVersions = { held.ToDictionary(item => item.Name, item => item.Version) },
        });
}
