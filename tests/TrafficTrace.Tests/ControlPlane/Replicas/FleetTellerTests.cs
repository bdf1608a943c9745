using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.Fleet;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.ControlPlane.Replicas;

/// <summary>What a peer is told of the fleet: first all, then what is otherwise.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FleetTellerTests
{
    private readonly FleetOnOneThread _fleet = FleetOnOneThread.Traced();
    private readonly FleetTeller _teller;

    public FleetTellerTests() => _teller = new(_fleet.Status, _fleet.Stored);

    [Test]
    public void First_each_node_is_told_and_then_those_that_are_otherwise()
    {
        var web = _fleet.Connect("web");
        _fleet.Connect("stranger");
        _fleet.Serve();
        Assert.That(Told(), Is.EqualTo(new[] { "default.stranger Pending", "default.web Pending", "up to 0" }));
        Assert.That(Told(), Is.Empty, "nothing is new");
        web.Answer();
        Assert.That(Told(), Is.EqualTo(new[] { "default.web Accepted", "up to 0" }));
        web.Close();
        _fleet.Serve();
        Assert.That(Told(), Is.EqualTo(new[] { "default.web is gone", "up to 0" }));
    }

    [Test]
    public void Where_nothing_is_new_that_can_be_told_too() =>
        Assert.That((Told().Length, Told().Length, Told(evenNothing: true)), Is.EqualTo((1, 0, new[] { "up to 0" })));

    [Test]
    public void A_position_of_the_journal_is_told_once_the_loop_has_looked_at_the_revision_that_has_it()
    {
        var web = _fleet.Connect("web");
        _fleet.Serve();
        web.Answer();
        _fleet.Status.JournalTaken = 1;
        Assert.That(Told(), Is.EqualTo(new[] { "default.web Accepted", "up to 1" }));

        _fleet.Put(Written(9412));
        _fleet.Status.JournalTaken = 2;
        Assert.That(Told(), Is.EqualTo(new[] { "up to 1" }), "files say something else, but the loop has not looked");
        _fleet.Put(Written(9413)); // the store goes on, whatever is sought
        _fleet.Look();
        Assert.That(Told(), Is.EqualTo(new[] { "default.web Pending", "up to 2" }), "it is due");
    }

    [Test]
    public void What_files_say_is_told_once_until_they_say_something_else()
    {
        var before = Files();
        var unchanged = Files();
        _fleet.Put(Written(9412));
        var after = Files();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Length, unchanged.Length, after.Length), Is.EqualTo((1, 0, 1)));
            Assert.That(after[0], Is.Not.EqualTo(before[0]));
        }
    }

    [Test]
    public void A_node_is_told_with_the_first_of_very_many_rejections()
    {
        const int inbounds = FleetTeller.MostRejections + 20;
        _fleet.Put(Wide(inbounds));
        var wide = _fleet.Connect("wide");
        _fleet.Serve();
        wide.Answer(type => type == ResourceType.Listener ? "no good" : null);
        _fleet.Serve();
        var told = _teller.News(false).Single(line => line.Proxy is not null).Proxy!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_fleet.DeliveryOf("wide").Rejections, Has.Length.EqualTo(inbounds));
            Assert.That(told.Delivery.Rejections, Has.Length.EqualTo(FleetTeller.MostRejections));
            Assert.That(told.Delivery.Rejections[0].Reason, Is.EqualTo("no good"));
        }
    }

    private string[] Told(bool evenNothing = false) =>
        [.. _teller.News(evenNothing).Where(line => line.Files is null).Select(Text).OrderBy(Rank).ThenBy(line => line)];

    private object[] Files() => [.. _teller.News(true).Select(line => line.Files).OfType<object>()];

    private static int Rank(string line) => line.StartsWith("up to", StringComparison.Ordinal) ? 1 : 0;

    private static string Text(FleetLine line)
    {
        if (line.Proxy is { } proxy) return $"{proxy.Node} {proxy.Delivery.State}";
        return line.Gone is { } gone ? $"{gone} is gone" : $"up to {line.UpTo}";
    }

    private static string Wide(int inbounds)
    {
        var ports = Enumerable.Range(9000, inbounds)
            .Select(port => $"{{ port: {port}, servicePort: 8080, tags: {{ kuma.io/service: wide, kuma.io/protocol: http }} }}");
        return $$"""
            type: Dataplane
            mesh: default
            name: wide
            networking: { address: 127.0.0.1, inbound: [{{string.Join(", ", ports)}}] }
            """;
    }

    private static string Written(int port) => $$"""
        type: Mesh
        name: default
        tracing:
          defaultBackend: jaeger
          backends: [{ name: jaeger, type: zipkin, conf: { url: 'http://127.0.0.1:{{port}}/api/v2/spans' } }]
        """;
}
