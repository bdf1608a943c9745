using System.Globalization;
using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Listener.V3;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using Status = Google.Rpc.Status;

namespace TrafficTrace.Tests.Xds;

/// <summary>Names that a client leaves behind beside its subscription count as its own for as long as the server remembers them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GivenNamesTests
{
    private const int Most = 100;

    private static readonly string TypeUrl = ResourceType.Cluster.TypeUrl;
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private StreamState _state = new(delta: true, null, Most);
    private int _nonce;

    [Test]
    public void Names_given_up_under_a_wildcard_have_a_limit_though_nothing_is_served()
    {
        Bring(["x"]);
        GiveUp(0, Most - 1);
        var refused = Assert.Throws<RpcException>(() => GiveUp(Most, Most));
        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
        Assert.That(refused.Status.Detail, Does.Contain($"{Most}").And.Contain("fewer names"));
    }

    [Test]
    public void Names_given_up_under_a_wildcard_count_until_they_are_answered()
    {
        Bring(["x"]);
        GiveUp(0, 50);
        Assert.That(_state.HeldBytes, Is.GreaterThan(50 * NameBytes));
        Answer(Snapshot.Create());
        Assert.That(_state.HeldBytes, Is.Zero);
    }

    [Test]
    public void Names_count_while_the_response_that_tells_them_gone_is_unanswered_and_once_it_is_rejected()
    {
        Bring(["x"]);
        GiveUp(0, 50);
        Send(Snapshot.Create());
        Assert.That(_state.HeldBytes, Is.GreaterThan(50 * NameBytes));
        Receive(new SubscriptionRequest(TypeUrl, $"{_nonce}", new Status { Message = "no" }, null));
        Assert.That(_state.HeldBytes, Is.GreaterThan(50 * NameBytes));
    }

    [Test]
    public void Names_brought_along_count_while_their_removal_waits_for_what_may_use_them()
    {
        Bring([.. Enumerable.Range(0, 50).Select(Name)]);
        Receive(new SubscriptionRequest(ResourceType.Listener.TypeUrl, "", null, null));
        var snapshot = Snapshot.Create([ClusterOf("a"), PackedResource.Pack("l", new Listener { Name = "l" })]);
        Answer(snapshot, ResourceType.Cluster);
        Assert.That(_state.HeldBytes, Is.GreaterThan(50 * NameBytes));
    }

    [Test]
    public void Names_brought_along_count_while_no_response_has_room_to_tell_them_gone()
    {
        const int names = 40_000;
        _state = new StreamState(delta: true, null, names);
        Bring([.. Enumerable.Range(0, names).Select(Name)]);
        Answer(Snapshot.Create());
        var left = names - (ResponsePlanner.PartLimit / (Name(0).Length + 8));
        Assert.That(_state.HeldBytes, Is.GreaterThan((left - 1) * NameBytes));
    }

    [Test]
    public void What_the_server_itself_sent_never_counts()
    {
        Bring([]);
        Receive(new SubscriptionRequest(ResourceType.Listener.TypeUrl, "", null, null));
        Answer(Snapshot.Create([ClusterOf("a")]), ResourceType.Cluster);
        Answer(Snapshot.Create([ClusterOf("b")]), ResourceType.Cluster);
        Assert.That(_state.HeldBytes, Is.Zero);
    }

    [Test]
    public void A_version_that_nobody_serves_is_not_kept_however_long_it_is()
    {
        _state.Receive(
            new SubscriptionRequest(TypeUrl, "", null, new Node { Id = "node" })
            {
                InitialVersions = new Dictionary<string, string> { ["x"] = new string('v', 1_000_000) },
            },
            Now);
        Assert.That(_state.HeldBytes, Is.LessThan(1000));
        Send(Snapshot.Create());
        Assert.That(_state.Status().Types.Single().InFlight.Single().Response.Removed, Is.EqualTo(new[] { "x" }));
    }

    private static long NameBytes => 2 * Name(0).Length;

    private static string Name(int number) => number.ToString("d100", CultureInfo.InvariantCulture);

    private static PackedResource ClusterOf(string name) => PackedResource.Pack(name, new Cluster { Name = name });

    private void Bring(string[] names) => _state.Receive(
        new SubscriptionRequest(TypeUrl, "", null, new Node { Id = "node" })
        {
            InitialVersions = names.ToDictionary(name => name, _ => "1"),
        },
        Now);

    private void GiveUp(int first, int count)
    {
        string[] names = [.. Enumerable.Range(first, count).Select(Name)];
        Receive(new SubscriptionRequest(TypeUrl, "", null, null) { Subscribe = names });
        Receive(new SubscriptionRequest(TypeUrl, "", null, null) { Unsubscribe = names });
    }

    private void Receive(SubscriptionRequest request) => _state.Receive(request, Now);

    private void Send(Snapshot snapshot)
    {
        var (type, plan) = _state.Next(snapshot, Now)!.Value;
        _state.Sent(type, plan, $"{++_nonce}", Now);
    }

    private void Answer(Snapshot snapshot, ResourceType? type = null)
    {
        Send(snapshot);
        Receive(new SubscriptionRequest((type ?? ResourceType.Cluster).TypeUrl, $"{_nonce}", null, null));
    }
}
