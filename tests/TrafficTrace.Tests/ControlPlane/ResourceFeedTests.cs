using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Sources;
using TrafficTrace.ControlPlane.Sources.Names;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.ControlPlane;

internal sealed class ResourceFeedTests
{
    [Test]
    public async Task A_name_that_resolves_later_gets_its_address_without_a_change_of_the_documents()
    {
        var time = new FakeTimeProvider();
        var started = false;
        var addresses = new AddressResolver(
            (_, _) => started ? Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]) : throw new SocketException((int)SocketError.HostNotFound),
            time,
            NullLogger<AddressResolver>.Instance);
        var store = new ResourceStore();
        using var feed = new ResourceFeed(new OneDataplane(), addresses, store, new FirstLoad(), time);
        await feed.StartAsync(CancellationToken.None);
        await store.WaitBeyondAsync(0, CancellationToken.None);
        Assert.That(Address(store), Is.Null);

        started = true;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var resolved = store.WaitBeyondAsync(1, patience.Token);
        while (!resolved.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await resolved;
        Assert.That(Address(store), Is.EqualTo("10.0.0.1"));
        await feed.StopAsync(CancellationToken.None);
    }

    private static string? Address(ResourceStore store) => store.Current.Meshes["default"].Dataplanes["web"].ResolvedAddress;

    /// <summary>One Dataplane with a name for an address, and never a change.</summary>
    private sealed class OneDataplane : IResourceSource
    {
        public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
        {
            yield return new([new Dataplane("default", "web", "{}") { Address = "web.test" }], []);
            await Task.Delay(Timeout.Infinite, token);
        }
    }
}
