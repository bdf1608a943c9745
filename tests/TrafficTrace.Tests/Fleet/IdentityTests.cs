using System.Collections.Immutable;
using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.Registration;
using TrafficTrace.Translation;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Fleet;

/// <summary>What a proxy has shown must fit what it says that it is.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class IdentityTests
{
    private const string TwoInbounds = """
        type: Dataplane
        mesh: default
        name: web
        networking:
          address: 127.0.0.1
          inbound:
          - { port: 8080, servicePort: 18080, tags: { kuma.io/service: web, team: a } }
          - { port: 8081, servicePort: 18081, tags: { kuma.io/service: shop } }
        """;

    private readonly FleetOnOneThread _fleet = FleetOnOneThread.Traced();

    [TestCase(null, null, "", null)]
    [TestCase("default", "web", "kuma.io/service=web,shop team=a", null)]
    [TestCase("default", null, "kuma.io/service=web,shop,other", null)]
    [TestCase("other", null, "", "the token is for mesh 'other', and the node is of mesh 'default'")]
    [TestCase(null, "shop", "", "the token is for 'shop', and the node is 'web'")]
    [TestCase(null, null, "kuma.io/service=web", "the token allows kuma.io/service to be web, and 'web' has 'shop'")]
    [TestCase(null, null, "version=1", "the token demands version (1), and 'web' has no such tag")]
    public async Task A_token_must_fit_mesh_name_and_all_tags(string? mesh, string? name, string tags, string? why)
    {
        _fleet.Put(TwoInbounds);
        var refusal = (await AdmitAsync(Of(mesh, name, tags), "default.web")).Refusal;
        Assert.That(refusal, Is.EqualTo(why is null ? null : new StreamEnd(StreamEndCode.PermissionDenied, why)));
    }

    [TestCase("default.later", null, "", null)]
    [TestCase("default.later", "kuma.io/service=web", "", "unproven")]
    [TestCase("default.later", null, "other", "the token is for mesh 'other'")]
    [TestCase("nobody", null, "default", "the token is for mesh 'default', and the node is of mesh ''")]
    public async Task Of_a_node_without_a_Dataplane_the_id_must_fit_and_its_tags_are_seen_later(
        string node, string? tags, string mesh, string? outcome)
    {
        var admission = await AdmitAsync(Of(mesh.Length == 0 ? null : mesh, null, tags ?? ""), node);
        Assert.That(admission.Refusal?.Text ?? (admission.Variant == "listener" ? null : admission.Variant),
            outcome is null ? Is.Null : Does.StartWith(outcome));
    }

    [TestCase("mesh: default", "kuma.io/service=shop", true)]
    [TestCase("mesh: default", "kuma.io/service=web", false)]
    [TestCase("mesh: other", "", false)]
    public async Task An_overlay_proxy_must_fit_as_it_is_told_apart(string mesh, string tags, bool fits)
    {
        var node = new Node { Id = "sidecar~1", Cluster = "shop" };
        var start = new StreamStart(node.Id, node, ResourceType.Runtime.TypeUrl, [Names.RuntimeLayer], Delta: false, Aggregated: false);
        var admission = await HostOf(Of(mesh[6..], null, tags)).AdmitAsync(start, Peer.Unknown, default);
        Assert.That(admission.Refusal is null, Is.EqualTo(fits), admission.Refusal?.Text);
    }

    [Test]
    public void A_stream_ends_when_the_tags_of_its_Dataplane_cease_to_fit()
    {
        var stream = Connect("web", "kuma.io/service=web");
        var other = Connect("web", "kuma.io/service=web,shop");
        _fleet.Serve();
        Assert.That(stream.Stream.Ended, Is.Null);
        var served = stream.Stream.Snapshot;
        _fleet.Put(TwoInbounds);
        _fleet.Serve();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(served, Is.Not.Null);
            Assert.That(stream.Stream.Ended, Is.EqualTo(new StreamEnd(
                StreamEndCode.PermissionDenied, "the token allows kuma.io/service to be web, and 'web' has 'shop'")));
            Assert.That(other.Stream.Ended, Is.Null);
            Assert.That(_fleet.Log.GetSnapshot().Count(line => line.Id == 2025), Is.EqualTo(1));
        }
    }

    [Test]
    public void Whose_tags_are_not_known_yet_is_served_when_they_fit_and_gets_nothing_before()
    {
        var (fits, other) = (Connect("later", "kuma.io/service=web"), Connect("later", "kuma.io/service=other"));
        var plain = _fleet.Connect("later");
        _fleet.Serve();
        Assert.That(fits.Stream.Snapshot, Is.Null);
        _fleet.Put("""
            type: Dataplane
            mesh: default
            name: later
            networking: { address: 127.0.0.1, inbound: [{ port: 8082, servicePort: 18082, tags: { kuma.io/service: web } }] }
            """);
        _fleet.Serve();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fits.Stream.Snapshot, Is.Not.Null.And.SameAs(plain.Stream.Snapshot));
            Assert.That(other.Stream.Ended?.Code, Is.EqualTo(StreamEndCode.PermissionDenied));
            Assert.That(_fleet.Log.GetSnapshot().Count(line => line.Id == 2007), Is.Zero, "nobody was untraced before");
        }
    }

    [TestCase(8, null)]
    [TestCase(6, "False Expiring")]
    [TestCase(-1, "False Expiring")]
    public void The_status_of_the_mesh_says_what_expires_within_a_week(int days, string? expected)
    {
        var identity = Of("default", "web", "") with { ExpiresAt = _fleet.Time.GetUtcNow().AddDays(days) };
        new StreamByHand(_fleet, "default.web", rtds: true, identity: identity).Answer();
        _fleet.Serve();
        var condition = _fleet.Statuses().OfMesh("default")!.Conditions.SingleOrDefault(one => one.Type == "Credentials");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(condition is null ? null : $"{condition.Status} {condition.Reason}", Is.EqualTo(expected));
            if (condition is not null) Assert.That(condition.Message, Does.EndWith(": web"));
        }
    }

    private StreamByHand Connect(string dataplane, string tags) =>
        new(_fleet, $"default.{dataplane}", rtds: true, confidential: true, identity: Of("default", dataplane, tags));

    private async Task<Admission> AdmitAsync(ProxyIdentity identity, string nodeId)
    {
        var node = new Node { Id = nodeId };
        var start = new StreamStart(node.Id, node, ResourceType.Cluster.TypeUrl, [], Delta: false, Aggregated: true);
        return await HostOf(identity).AdmitAsync(start, Peer.Unknown, default);
    }

    [TestCase(false, "")]
    [TestCase(true, "traffictrace-dump")]
    public async Task Whose_listeners_are_somebody_elses_and_who_only_looks_register_nothing(bool aggregated, string agent)
    {
        // No registrar would answer.
        var admission = await HostOf(ProxyIdentity.Unknown).AdmitAsync(Bringing("web", agent, aggregated), Peer.Unknown, default);
        Assert.That((admission.Refusal, admission.Ticket), Is.EqualTo(((StreamEnd?)null, (object?)null)));
    }

    [TestCase("other", "web", "web", "is for mesh 'other'")]
    [TestCase("default", "api", "web", "is for 'api'")]
    [TestCase("default", "web", "shop", "allows kuma.io/service to be shop")]
    public async Task A_proxy_brings_no_Dataplane_beyond_what_it_has_shown(string mesh, string name, string service, string why)
    {
        var identity = new ProxyIdentity(AuthenticationWay.Token)
        {
            Mesh = mesh,
            Name = name,
            Tags = new([KeyValuePair.Create("kuma.io/service", new[] { service }.AsEnumerable())]),
        };
        var admission = await HostOf(identity).AdmitAsync(Bringing("web"), Peer.Unknown, default);
        Assert.That(admission.Refusal?.Code, Is.EqualTo(StreamEndCode.PermissionDenied));
        Assert.That(admission.Refusal?.Text, Does.Contain(why));
    }

    private static StreamStart Bringing(string name, string agent = "", bool aggregated = true)
    {
        var node = new Node { Id = $"default.{name}", UserAgentName = agent, Metadata = new() };
        node.Metadata.Fields["dataplane.resource"] = Google.Protobuf.WellKnownTypes.Value.ForString(Registrars.Text(name));
        return new(node.Id, node, TypeUrls.Runtime, [Names.RuntimeLayer], Delta: false, aggregated) { Sent = node };
    }

    private StreamHost HostOf(ProxyIdentity identity) =>
        new(
            new LettingAllIn(identity), _fleet.Refusals, Registrars.Unused(new()), _fleet.Stored, new OverlayProxies("default"), new());

    // kuma.io/service=web,shop team=a
    private static ProxyIdentity Of(string? mesh, string? name, string tags) => new(AuthenticationWay.Token)
    {
        Mesh = mesh,
        Name = name,
        Tags = new(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(tag => tag.Split('='))
            .Select(tag => KeyValuePair.Create(tag[0], tag[1].Split(',').AsEnumerable()))),
    };
}
