using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.ControlPlane.Sources.Names;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Tests.ControlPlane.Leading;

namespace TrafficTrace.Tests.ControlPlane;

/// <summary>Which addresses count where several processes look hosts up.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HostNamesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeHosts _shared = new();
    private readonly ResourceStore _store = new();
    private readonly List<string> _asked = [];
    private string _answer = "10.0.0.9";

    public HostNamesTests() => _store.Apply(Origin.Api, PlacedResource.Nowhere([Dataplane("web"), Dataplane("api")]), []);

    [Test]
    public async Task Who_does_not_lead_has_the_addresses_of_the_leader_and_looks_up_what_the_leader_does_not_know()
    {
        _shared.Tell(("web.test", "10.0.0.1"));
        var hosts = Of(Leaders.Follower);
        await hosts.LookUpAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Address("web"), Is.EqualTo("10.0.0.1"));
            Assert.That(Address("api"), Is.EqualTo("10.0.0.9"));
            Assert.That(_asked, Is.EqualTo(new[] { "api.test" }));
        }

        _shared.Tell(("web.test", "10.0.0.2"), ("api.test", "10.0.0.3"));
        for (var second = 0; second < 120; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await hosts.LookUpAsync(default);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Address("web"), Is.EqualTo("10.0.0.2"));
            Assert.That(Address("api"), Is.EqualTo("10.0.0.3"));
            Assert.That(_asked, Has.Count.EqualTo(1), "it does not ask for what it is told");
            Assert.That(_shared.Writes, Is.Zero);
        }
    }

    [Test]
    public async Task Who_does_not_lead_and_is_told_nothing_keeps_what_it_has_and_looks_itself()
    {
        _shared.Tell(("web.test", "10.0.0.1"), ("api.test", "10.0.0.1"));
        var hosts = Of(Leaders.Follower);
        await hosts.LookUpAsync(default);
        _shared.IsAway = true;
        await hosts.LookUpAsync(default);
        Assert.That(_asked, Is.Empty);
        _time.Advance(AddressResolver.IntervalWhileUnresolved);
        await hosts.LookUpAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_asked, Is.EquivalentTo(new[] { "web.test", "api.test" }));
            Assert.That(Address("web"), Is.EqualTo("10.0.0.9"), "the old one is not among the answers");
        }
    }

    [Test]
    public async Task Who_leads_looks_up_and_tells_what_changed()
    {
        _shared.Tell(("web.test", "10.0.0.1"));
        var hosts = Of(await LeaderAsync());
        await hosts.LookUpAsync(default);
        await hosts.LookUpAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Address("web"), Is.EqualTo("10.0.0.9"));
            Assert.That(_shared.Hosts.Of("api.test"), Is.EqualTo("10.0.0.9"));
            Assert.That(_shared.Writes, Is.EqualTo(1));
        }

        _answer = "10.0.0.8";
        _shared.IsAway = true;
        _time.Advance(AddressResolver.Interval);
        await hosts.LookUpAsync(default);
        _shared.IsAway = false;
        await hosts.LookUpAsync(default);
        Assert.That(_shared.Hosts.Of("web.test"), Is.EqualTo("10.0.0.8"), "it is told once it can be");
    }

    [Test]
    public async Task A_leader_whose_lease_is_anothers_steps_down()
    {
        var leader = await LeaderAsync();
        _shared.IsFenced = true;
        await Of(leader).LookUpAsync(default);
        Assert.That(leader.Current, Is.Null);
    }

    private HostNames Of(Leadership leadership)
    {
        var addresses = new AddressResolver(
            (host, _) =>
            {
                _asked.Add(host);
                return Task.FromResult<IPAddress[]>([IPAddress.Parse(_answer)]);
            },
            _time,
            NullLogger<AddressResolver>.Instance);
        return new(addresses, new SharedAddresses(_shared, leadership), _store, _time);
    }

    private static async Task<Leadership> LeaderAsync()
    {
        var loaded = new FirstLoad();
        loaded.Complete();
        var leader = Leaders.Of(new FakeLeases(TimeProvider.System), loaded);
        await leader.StartAsync(default);
        await leader.WaitAsync(default);
        return leader;
    }

    private string? Address(string name)
    {
        var mesh = _store.Current.Meshes["default"];
        return mesh.AddressOf(mesh.Dataplanes[name]);
    }

    private static Resource Dataplane(string name) => ResourceReader.Read(
        $$"""
        type: Dataplane
        mesh: default
        name: {{name}}
        networking:
          address: {{name}}.test
          inbound:
          - port: 80
            tags: { kuma.io/service: {{name}} }
        """,
        null,
        ReaderOptions.Default).Resources.Single();

    private sealed class FakeHosts : ISharedHosts
    {
        public HostAddresses Hosts { get; private set; } = HostAddresses.None;

        public bool IsAway { get; set; }

        public bool IsFenced { get; set; }

        public int Writes { get; private set; }

        public void Tell(params (string Name, string Address)[] hosts) => Hosts = new(
            HostAddresses.None.ByName.AddRange(hosts.Select(host => KeyValuePair.Create(host.Name, host.Address))));

        public Task<HostAddresses> ReadAsync(CancellationToken token) =>
            IsAway ? Task.FromException<HostAddresses>(new JournalAwayException("it is away")) : Task.FromResult(Hosts);

        public Task WriteAsync(HostAddresses hosts, Lease under, CancellationToken token)
        {
            if (IsAway) return Task.FromException(new JournalAwayException("it is away"));
            if (IsFenced) return Task.FromException(new LeaseLostException(under));
            Hosts = hosts;
            Writes++;
            return Task.CompletedTask;
        }
    }
}
