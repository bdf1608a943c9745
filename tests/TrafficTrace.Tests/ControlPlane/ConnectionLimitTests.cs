using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Ports;
using TrafficTrace.ControlPlane.Serving;

namespace TrafficTrace.Tests.ControlPlane;

/// <summary>How many connections an address may have, and what failed handshakes cost it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConnectionLimitTests
{
    private static readonly IPEndPoint One = new(IPAddress.Parse("10.0.0.1"), 1);
    private static readonly IPEndPoint Other = new(IPAddress.Parse("10.0.0.2"), 1);

    private readonly PortCounts _counts = new();

    [Test]
    public async Task An_address_with_three_quarters_of_the_connections_gets_no_more_and_others_do()
    {
        var end = new TaskCompletionSource();
        var let = new ConnectionBound("xDS", 8, NullLogger.Instance).Apply(_counts, _ => end.Task);
        var open = Enumerable.Range(0, 7).Select(_ => let(From(One))).ToArray();
        var other = let(From(Other));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(open.Count(task => task.IsCompleted), Is.EqualTo(1), "the seventh of the same address is closed");
            Assert.That(other.IsCompleted, Is.False);
            Assert.That(_counts.Refused, Is.EqualTo(1));
            Assert.That(_counts.Open, Is.EqualTo(7));
        }

        end.SetResult();
        await Task.WhenAll([.. open, other]);
        Assert.That(_counts.Open, Is.Zero);
    }

    [Test]
    public async Task Ten_thousand_proxies_behind_one_address_are_let_in()
    {
        var end = new TaskCompletionSource();
        var let = new ConnectionBound("xDS", 20_000, NullLogger.Instance).Apply(_counts, _ => end.Task);
        var open = Enumerable.Range(0, 10_000).Select(_ => let(From(One))).ToArray();
        Assert.That(_counts.Refused, Is.Zero);
        end.SetResult();
        await Task.WhenAll(open);
    }

    [Test]
    public async Task After_very_many_failed_handshakes_an_address_waits_before_the_next_and_no_other_does()
    {
        var time = new FakeTimeProvider();
        var handshakes = new Handshakes(time);
        var failing = handshakes.Before(_counts, _ => Task.CompletedTask);
        for (var i = 0; i <= Handshakes.Free; i++) await failing(From(One));

        var begun = new List<EndPoint?>();
        var sound = handshakes.Before(_counts, connection =>
        {
            begun.Add(connection.RemoteEndPoint);
            return Handshakes.After(_ => Task.CompletedTask)(connection);
        });
        var slowed = sound(From(One));
        await sound(From(Other));
        var first = begun.ToArray();
        time.Advance(Handshakes.Pause);
        await slowed;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo([Other]));
            Assert.That(begun, Is.EqualTo([Other, One]), "none is refused");
            Assert.That(_counts.FailedHandshakes, Is.EqualTo(Handshakes.Free + 1));
        }
    }

    private static DefaultConnectionContext From(IPEndPoint address) => new() { RemoteEndPoint = address };
}
