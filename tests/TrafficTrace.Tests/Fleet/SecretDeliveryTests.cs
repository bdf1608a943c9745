using System.Net;
using Envoy.Config.Core.V3;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.Registration;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Fleet;

/// <summary>Who is sent secrets, and what is told of who is not.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SecretDeliveryTests
{
    private readonly FleetOnOneThread _fleet = new();

    [TestCase("127.0.0.1", "envoy", true)]
    [TestCase("127.8.8.8", "envoy", true)]
    [TestCase("::1", "envoy", true)]
    [TestCase("::ffff:127.0.0.1", "envoy", true)]
    [TestCase("10.0.0.1", "envoy", false)]
    [TestCase("::ffff:10.0.0.1", "envoy", false)]
    [TestCase("fe80::1", "envoy", false)]
    [TestCase(null, "envoy", false)]
    [TestCase("127.0.0.1", "traffictrace-dump", false)]
    public async Task Only_a_proxy_over_loopback_may_be_sent_secrets(string? address, string agent, bool may)
    {
        var node = new Node { Id = "default.web-1", UserAgentName = agent };
        var start = new StreamStart(node.Id, node, ResourceType.Cluster.TypeUrl, [], Delta: false, Aggregated: true);
        var peer = Peer.Unknown with { Address = address is null ? null : IPAddress.Parse(address) };
        var admission = await _fleet.Host.AdmitAsync(start, peer, CancellationToken.None);
        Assert.That(admission.Confidential, Is.EqualTo(may));
    }

    [TestCase(AuthenticationWay.Token, true, true)]
    [TestCase(AuthenticationWay.Mtls, true, true)]
    [TestCase(AuthenticationWay.Token, false, false)]
    [TestCase(AuthenticationWay.None, true, false)]
    public async Task Elsewhere_a_proxy_is_sent_secrets_over_TLS_where_it_is_known(AuthenticationWay way, bool encrypted, bool may)
    {
        var node = new Node { Id = "default.web-1" };
        var start = new StreamStart(node.Id, node, ResourceType.Cluster.TypeUrl, [], Delta: false, Aggregated: true);
        var peer = Peer.Unknown with { Address = IPAddress.Parse("10.0.0.1"), Encrypted = encrypted };
        var host = new StreamHost(
            new LettingAllIn(new ProxyIdentity(way)), _fleet.Refusals, Registrars.Unused(new()), new ResourceStore(),
            new OverlayProxies("default"), new());
        Assert.That((await host.AdmitAsync(start, peer, CancellationToken.None)).Confidential, Is.EqualTo(may));
    }

    [TestCase(true, true, "True Present")]
    [TestCase(false, true, "False NotOverLoopback")]
    [TestCase(true, false, "False Missing")]
    [TestCase(false, false, "False Missing")]
    public void The_status_says_how_it_is_with_secrets(bool confidential, bool isThere, string condition)
    {
        var stream = Connect(confidential, isThere);
        var secrets = stream.Stream.Snapshot![ResourceType.Secret];
        var conditions = new[] { _fleet.StatusOf("all"), _fleet.Statuses().OfBackend("default", "otel")! }
            .Select(status => status.Conditions.Single(one => one.Type == "Secrets")).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(secrets.Resources.Length, Is.EqualTo(confidential && isThere ? 1 : 0));
            Assert.That(conditions.Select(one => $"{one.Status} {one.Reason}"), Is.All.EqualTo(condition));
            Assert.That(_fleet.DeliveryOf("web-1").State, Is.EqualTo(DeliveryState.Accepted));
            Assert.That(
                Lines.Count(line => line.Contains("is not sent the secrets", StringComparison.Ordinal)),
                Is.EqualTo(confidential ? 0 : 1));
        }
    }

    [Test]
    public void A_collector_without_secrets_has_no_such_condition()
    {
        var fleet = FleetOnOneThread.Traced();
        Assert.That(fleet.StatusOf("all").Conditions.Select(one => one.Type), Does.Not.Contain("Secrets"));
    }

    [Test]
    public void What_a_proxy_says_of_a_secret_is_not_repeated()
    {
        const string reason = $"default/token: {Secrets.Given.Value}";
        var stream = Connect(confidential: true, isThere: true, type => type == ResourceType.Secret ? reason : null);
        var status = _fleet.StatusOf("all");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stream.Stream.Status.Rejections.Single().Message, Does.Contain(Secrets.Given.Value));
            Assert.That(status.Rejections.Single().Reason, Is.EqualTo(NackText.NotShown));
            Assert.That(Lines, Has.None.Contain(Secrets.Given.Value));
        }
    }

    private IEnumerable<string> Lines => _fleet.Log.GetSnapshot().Select(line => line.Message);

    private StreamByHand Connect(bool confidential, bool isThere, Func<ResourceType, string?>? rejects = null)
    {
        _fleet.Put(Secrets.Given.Web());
        _fleet.Set(Secrets.Given.Secrets("default", isThere ? [("token", Secrets.Given.Value)] : []));
        var stream = _fleet.Connect("web-1", confidential: confidential);
        stream.Ask(ResourceType.Secret, "default/token");
        _fleet.Serve();
        stream.Answer(rejects);
        _fleet.Set(Secrets.Given.Secrets("default", isThere ? [("token", Secrets.Given.Value), ("other", "x")] : [("other", "x")]));
        _fleet.Serve();
        return stream;
    }
}
