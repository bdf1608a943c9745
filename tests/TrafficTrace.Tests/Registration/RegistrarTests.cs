using System.Collections.Immutable;
using Envoy.Config.Core.V3;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Registration;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.Storage;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Registration;

/// <summary>The loop around the registry: proxies never wait for the rows.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RegistrarTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly FakeLogCollector _log = new();
    private readonly SometimesAway _rows = new();
    private readonly ResourceStore _store = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Registrar _registrar;
    private readonly Task _loop;

    public RegistrarTests()
    {
        _registrar = new(_rows, "this", new FleetStatus(), _time, new FakeLogger<Registrar>(_log));
        _loop = LoopAsync();
    }

    [Test]
    public async Task While_the_rows_are_away_proxies_register_all_the_same_and_are_written_down_once_they_are_back()
    {
        await ConnectAsync(1, "first"); // the rows were read by then
        _rows.IsAway = true;
        await ConnectAsync(2, "second");
        await Until.ReachedAsync(() => _log.GetSnapshot().Any(line => line.Id.Id == 2956));
        Assert.That(Registered, Is.EqualTo(new[] { "first", "second" }));
        _rows.IsAway = false;
        await Until.ReachedAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _rows.Names.SequenceEqual(["first", "second"]);
        });
    }

    [Test]
    public async Task At_a_shutdown_nobody_is_taken_away()
    {
        var stream = await ConnectAsync(1, "web");
        await Until.ReachedAsync(() => _rows.Names.Any());
        _registrar.Closed(stream, Registrars.Dataplane("web"));
        await _stop.CancelAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThatAsync(() => _loop, Throws.InstanceOf<OperationCanceledException>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Registered, Is.EqualTo(new[] { "web" }));
            Assert.That(_rows.Names, Is.EqualTo(new[] { "web" }));
        }
    }

    [Test]
    public async Task Who_came_a_moment_before_a_shutdown_is_written_down()
    {
        await ConnectAsync(1, "first");
        _rows.IsAway = true;
        await ConnectAsync(2, "second");
        await Until.ReachedAsync(() => _log.GetSnapshot().Any(line => line.Id.Id == 2956));
        _rows.IsAway = false; // and by the clock no time passes until it would be tried again
        await _stop.CancelAsync();
        await Assert.ThatAsync(() => _loop, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_rows.Names, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public async Task A_proxy_that_is_gone_for_10_s_is_taken_out_of_the_store_though_nothing_else_happens()
    {
        var stream = await ConnectAsync(1, "web");
        _registrar.Closed(stream, Registrars.Dataplane("web"));
        await Until.ReachedAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return !Registered.Any();
        });
    }

    [TestCase(AuthenticationWay.None, false)]
    [TestCase(AuthenticationWay.Token, true)]
    [TestCase(AuthenticationWay.Mtls, true)]
    public async Task Where_others_reach_the_port_who_has_shown_who_he_is_registers_and_nobody_else(AuthenticationWay way, bool registers)
    {
        var node = new Node { Id = "default.web", Metadata = new() };
        node.Metadata.Fields["dataplane.resource"] = Google.Protobuf.WellKnownTypes.Value.ForString(Registrars.Text("web"));
        var start = new StreamStart(node.Id, node, "", [], Delta: false, Aggregated: true) { Sent = node };
        var terms = new RegistrationTerms(ReaderOptions.Default, FromUnknown: false);
        var brought = new BroughtDataplanes(_registrar, terms, _time, new FakeLogger<BroughtDataplanes>(_log));
        var (kept, refusal) = await brought.TakeAsync(start, Peer.Unknown, new(way), default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal, Is.Null);
            Assert.That(kept is not null, Is.EqualTo(registers));
            Assert.That(Registered.Any(), Is.EqualTo(registers));
            Assert.That(_log.GetSnapshot().Any(line => line.Id.Id == 2959), Is.Not.EqualTo(registers));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private IEnumerable<string> Registered =>
        _store.Current.MeshOf("default").Dataplanes.Keys.Order(StringComparer.Ordinal);

    private async Task LoopAsync()
    {
        await foreach (var changes in _registrar.ReadAsync(_stop.Token))
            _store.Apply(_registrar.Origin, changes.Puts, changes.Deletes);
    }

    private async Task<XdsStream> ConnectAsync(long id, string name)
    {
        var dataplane = Registrars.Dataplane(name);
        var (kept, refusal) = await _registrar.ClaimAsync(new(dataplane, new(null, IsNamed: false)), default);
        Assert.That(refusal, Is.Null);
        Assert.That(Registered, Does.Contain(name), "who is answered is in the store");
        var node = new Node { Id = $"default.{name}" };
        var start = new StreamStart(node.Id, node, "", [], Delta: false, Aggregated: true);
        var stream = new XdsStream(id, start, new Admission(""), new SnapshotCache(), new Mailbox());
        _registrar.Opened(stream, kept!);
        return stream;
    }

    private sealed class SometimesAway : IRegistrations
    {
        private readonly RegistrationsByHand _rows = new();

        public volatile bool IsAway;

        public bool IsShared => false;

        public IEnumerable<string> Names
        {
            get { lock (_rows) return [.. _rows.Names]; }
        }

        public Task<RegistrationRows> ReadAsync(string instance, long known, CancellationToken token)
        {
            ThrowIfAway();
            lock (_rows) return Task.FromResult(_rows.Read(instance, known, out _));
        }

        public Task WriteAsync(
            ImmutableArray<KeptRegistration> puts, ImmutableArray<RegistrationRemoval> removals, CancellationToken token)
        {
            ThrowIfAway();
            lock (_rows) _rows.Write(puts, removals);
            return Task.CompletedTask;
        }

        private void ThrowIfAway()
        {
            if (IsAway) throw new JournalAwayException("away");
        }
    }
}
