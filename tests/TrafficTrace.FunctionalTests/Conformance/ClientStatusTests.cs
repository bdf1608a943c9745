using Envoy.Service.Status.V3;
using Envoy.Type.Matcher.V3;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using GenericConfig = Envoy.Service.Status.V3.ClientConfig.Types.GenericXdsConfig;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>CSDS: what of each resource was sent, and what the client said of it.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
internal sealed class ClientStatusTests(Variant variant) : ConformanceTests(variant)
{
    private ClientStatusDiscoveryService.ClientStatusDiscoveryServiceClient Csds => new(Host.Invoker);

    [Test]
    public async Task A_resource_is_not_sent_then_stale_then_synced([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"), Make.Layer("nobody-asks"));
        await Client.SubscribeAsync(type, "a");
        var answer = await Client.ReceiveAsync(type);
        var sent = Host.Time.GetUtcNow();
        Assert.That(await StatesAsync(), Is.EquivalentTo(new[] { ("a", ConfigStatus.Stale), ("nobody-asks", ConfigStatus.NotSent) }));

        Host.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.That((await ConfigOfAAsync()).LastUpdated.ToDateTimeOffset(), Is.EqualTo(sent));
        await Client.AckAsync(answer);
        await Client.ExpectQuietAsync();

        var config = await ConfigOfAAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.ConfigStatus, Is.EqualTo(ConfigStatus.Synced));
            Assert.That(config.LastUpdated.ToDateTimeOffset(), Is.EqualTo(sent + TimeSpan.FromSeconds(7)));
            Assert.That(config.VersionInfo, Is.EqualTo(type.Confidential ? "" : Make.Of(type, "a").Version));
            Assert.That(config.XdsConfig, Is.EqualTo(type.Confidential ? null : Make.Of(type, "a").UnpackAny()));
            Assert.That(config.ErrorState, Is.Null);
        }
    }

    [Test]
    public async Task A_rejected_resource_says_what_when_and_why([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.FetchAsync(type, "a");
        Host.Set(Make.Of(type, "a", 2));
        var answer = await Client.ReceiveAsync(type);
        Host.Time.Advance(TimeSpan.FromSeconds(7));
        await Client.NackAsync(answer, "a: no good");
        await Client.ExpectQuietAsync();

        var config = await ConfigOfAAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.ConfigStatus, Is.EqualTo(ConfigStatus.Error));
            Assert.That(config.XdsConfig, Is.EqualTo(type.Confidential ? null : Make.Of(type, "a", 2).UnpackAny()));
            Assert.That(config.ErrorState.FailedConfiguration, Is.EqualTo(type.Confidential ? null : Make.Of(type, "a", 2).UnpackAny()));
            Assert.That(config.ErrorState.VersionInfo, Is.EqualTo(type.Confidential ? "" : Make.Of(type, "a", 2).Version));
            Assert.That(config.ErrorState.LastUpdateAttempt, Is.EqualTo(Timestamp.FromDateTimeOffset(Host.Time.GetUtcNow())));
            Assert.That(config.ErrorState.Details, Is.EqualTo(type.Confidential ? "The reason is not shown." : "a: no good"));
        }
    }

    [Test]
    public async Task A_stream_that_may_not_have_secrets_has_none_and_all_else()
    {
        Host.Seen.Confidential = false;
        Host.Set(Make.Secret("a"), Make.Cluster("c"));
        await Client.SubscribeAsync(ResourceType.Secret, "a");
        if (IsDelta) Assert.That((await Client.AcceptAsync(ResourceType.Secret)).Removed, Is.EqualTo(["a"]));
        var clusters = await Client.FetchAsync(ResourceType.Cluster);
        Host.Set(Make.Secret("a", 2), Make.Cluster("c"));
        await Client.ExpectQuietAsync();

        Assert.That(clusters.Names, Is.EqualTo(["c"]));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { ("c", ConfigStatus.Synced) }));
    }

    [Test]
    public async Task Each_of_two_rejected_resources_keeps_its_own_error()
    {
        Host.Set(Make.Endpoints("a"));
        await Client.SubscribeAsync(ResourceType.Endpoints, "a", "b", "c");
        await RejectAsync("a: first", "b", "c");
        Host.Set(Make.Endpoints("a"), Make.Endpoints("b"));
        await RejectAsync("b: second", "c");
        Host.Set(Make.Endpoints("a"), Make.Endpoints("b"), Make.Endpoints("c"));
        await AcceptPresentAsync();
        await Client.ExpectQuietAsync();

        var configs = await ConfigsAsync();
        Assert.That(configs.Select(config => (config.Name, config.ConfigStatus, config.ErrorState?.Details)), Is.EqualTo(new[]
        {
            ("a", ConfigStatus.Error, "a: first"),
            ("b", ConfigStatus.Error, "b: second"),
            ("c", ConfigStatus.Synced, null),
        }));
    }

    [Test]
    public async Task What_stood_beside_a_rejected_resource_is_stale_and_what_was_accepted_before_is_not(
        [ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "kept"));
        await Client.FetchAsync(type, "bad", "beside", "kept");
        Host.Set(Make.All(type, "bad", "beside", "kept"));
        await Client.NackAsync(await Client.ReceiveAsync(type), "bad: no good");
        await Client.ExpectQuietAsync();

        var states = await StatesAsync();
        Assert.That(
            states, Is.EqualTo(new[] { ("bad", ConfigStatus.Error), ("beside", ConfigStatus.Stale), ("kept", ConfigStatus.Synced) }));
    }

    [Test]
    public async Task A_rejected_resource_that_changes_is_stale_and_then_synced([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.SubscribeAsync(type, "a");
        await Client.NackAsync(await Client.ReceiveAsync(type), "a: no good");
        Host.Set(Make.Of(type, "a", 2));
        var better = await Client.ReceiveAsync(type);
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { ("a", ConfigStatus.Stale) }));

        await Client.AckAsync(better);
        await Client.ExpectQuietAsync();
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { ("a", ConfigStatus.Synced) }));
    }

    [Test]
    public async Task What_was_rejected_and_is_asked_for_again_is_stale()
    {
        Host.Set(Make.Endpoints("a"));
        await Client.SubscribeAsync(ResourceType.Endpoints, "a");
        await Client.NackAsync(await Client.ReceiveAsync(ResourceType.Endpoints), "a: no good");
        await Client.SubscribeAsync(ResourceType.Endpoints);
        await Client.SubscribeAsync(ResourceType.Endpoints, "a");
        await Client.ReceiveAsync(ResourceType.Endpoints);
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { ("a", ConfigStatus.Stale) }));
    }

    [Test]
    public async Task Contents_can_be_left_out()
    {
        Host.Set(Make.Cluster("a"));
        await Client.SubscribeAsync(ResourceType.Cluster);
        await Client.NackAsync(await Client.ReceiveAsync(ResourceType.Cluster));
        await Client.ExpectQuietAsync();

        var status = await Csds.FetchClientStatusAsync(new ClientStatusRequest { ExcludeResourceContents = true });

        var config = status.Config.Single().GenericXdsConfigs.Single();
        Assert.That(
            (config.XdsConfig, config.ErrorState.FailedConfiguration, config.ErrorState.Details),
            Is.EqualTo(((Any?)null, (Any?)null, "rejected by the test")));
    }

    [Test]
    public async Task Only_the_nodes_that_a_matcher_matches_are_told()
    {
        Host.Set(Make.Cluster("a"));
        await using var other = Host.Open(Variant, nodeId: "other");
        await other.SubscribeAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Cluster);
        await Host.Seen.OpenStreamsAsync(2);

        var some = await Csds.FetchClientStatusAsync(
            Matching(new StringMatcher { Prefix = "OTH", IgnoreCase = true }, new StringMatcher { Exact = "nobody" }));
        var none = await Csds.FetchClientStatusAsync(Matching(new StringMatcher { Suffix = "nobody" }));

        Assert.That(some.Config.Select(config => config.Node.Id), Is.EqualTo(new[] { "other" }));
        Assert.That(none.Config, Is.Empty);
    }

    [Test]
    public async Task A_matcher_that_is_not_supported_is_invalid_even_when_nobody_is_connected()
    {
        var ended = await Assert.ThrowsAsync<RpcException>(async () => await Csds.FetchClientStatusAsync(Matching(new StringMatcher())));
        Assert.That(ended!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    private static ClientStatusRequest Matching(params StringMatcher[] ids) =>
        new() { NodeMatchers = { ids.Select(id => new NodeMatcher { NodeId = id }) } };

    private async Task<GenericConfig[]> ConfigsAsync() =>
        [.. (await Csds.FetchClientStatusAsync(new ClientStatusRequest())).Config.Single().GenericXdsConfigs];

    private async Task<GenericConfig> ConfigOfAAsync() => (await ConfigsAsync()).Single(config => config.Name == "a");

    private async Task<(string Name, ConfigStatus Status)[]> StatesAsync() =>
        [.. (await ConfigsAsync()).Select(config => (config.Name, config.ConfigStatus))];

    // Delta tells what is missing beside what is there: that is accepted.
    private async Task RejectAsync(string message, params string[] missing)
    {
        var answer = await Client.ReceiveAsync(ResourceType.Endpoints);
        Assert.That(answer.Removed, Is.SubsetOf(missing));
        await Client.NackAsync(answer, message);
        if (IsDelta) await Client.ExpectQuietAsync();
    }

    private async Task AcceptPresentAsync()
    {
        Answer answer;
        do answer = await Client.AcceptAsync(ResourceType.Endpoints);
        while (!answer.Names.Contains("c"));
    }
}
