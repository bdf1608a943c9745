using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Sources;
using TrafficTrace.ControlPlane.Sources.Names;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.ControlPlane.Leading;

namespace TrafficTrace.Tests.ControlPlane;

internal sealed class ResourceFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task A_name_that_resolves_later_gets_its_address_without_a_change_of_the_documents()
    {
        var time = new FakeTimeProvider();
        var started = false;
        var addresses = new AddressResolver(
            (_, _) =>
                started
                    ? Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")])
                    : throw new SocketException((int)SocketError.HostNotFound),
            time,
            NullLogger<AddressResolver>.Instance);
        var store = new ResourceStore();
        var firstLoad = new FirstLoad();
        var hosts = new HostNames(addresses, new SharedAddresses(null, Leaders.Only), store, time);
        using var feed = new ResourceFeed([new OneDataplane()], hosts, store, firstLoad, NullLogger<ResourceFeed>.Instance);
        await feed.StartAsync(CancellationToken.None);
        await firstLoad.Done.WaitAsync(Patience);
        Assert.That(Address(store), Is.Null);

        started = true;
        using var patience = new CancellationTokenSource(Patience);
        var resolved = store.WaitBeyondAsync(store.Current.Revision, patience.Token);
        while (!resolved.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await resolved;
        Assert.That(Address(store), Is.EqualTo("10.0.0.1"));
        await feed.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task The_first_load_waits_for_every_source_and_tells_what_does_not_count()
    {
        var (file, api) = (new ToldSource(Origin.File), new ToldSource(Origin.Api));
        var (store, firstLoad, log) = (new ResourceStore(), new FirstLoad(), new FakeLogger<ResourceFeed>());
        var hosts = new HostNames(
            new((_, _) => Task.FromResult<IPAddress[]>([]), TimeProvider.System, NullLogger<AddressResolver>.Instance),
            new SharedAddresses(null, Leaders.Only),
            store,
            TimeProvider.System);
        using var feed = new ResourceFeed([file, api], hosts, store, firstLoad, log);
        await feed.StartAsync(CancellationToken.None);
        api.Tell(new PlacedResource(new TrafficTracePolicy("default", "all", "of the API"), null));
        await store.WaitBeyondAsync(0, CancellationToken.None).WaitAsync(Patience);
        Assert.That(firstLoad.Done.IsCompleted, Is.False);

        file.Tell(new PlacedResource(new TrafficTracePolicy("default", "all", "of the file"), new Place("a.yaml", 3)));
        await firstLoad.Done.WaitAsync(Patience);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.Current.Meshes["default"].Policies["all"].SpecJson, Is.EqualTo("of the file"));
            Assert.That(
                log.Collector.GetSnapshot().Select(line => line.Message),
                Is.EqualTo(
                    ["TrafficTrace default/all: what a.yaml:3 says counts; what the API said is retired, and does not come back when the "
                        + "other goes"]));
        }

        await feed.StopAsync(CancellationToken.None);
    }

    private static string? Address(ResourceStore store)
    {
        var mesh = store.Current.Meshes["default"];
        return mesh.AddressOf(mesh.Dataplanes["web"]);
    }

    /// <summary>One Dataplane with a name for an address, and never a change.</summary>
    private sealed class OneDataplane : IResourceSource
    {
        public Origin Origin => Origin.File;

        public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
        {
            yield return new(
                PlacedResource.Nowhere([new Dataplane("default", "web", "{}") { Address = "web.test", HostName = "web.test" }]), []);
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    private sealed class ToldSource(Origin origin) : IResourceSource
    {
        private readonly Channel<ResourceChanges> _changes = Channel.CreateUnbounded<ResourceChanges>();

        public Origin Origin => origin;

        public void Tell(params PlacedResource[] puts) => _changes.Writer.TryWrite(new([.. puts], []));

        public IAsyncEnumerable<ResourceChanges> ReadAsync(CancellationToken token) => _changes.Reader.ReadAllAsync(token);
    }
}
