using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Sources.Names;

namespace TrafficTrace.Tests.ControlPlane;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AddressResolverTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AddressResolver _resolver;
    private Func<Task<IPAddress[]>> _answer = () => Task.FromResult(Array.Empty<IPAddress>());

    public AddressResolverTests() => _resolver = new AddressResolver((_, _) => _answer(), _time, NullLogger<AddressResolver>.Instance);

    [Test]
    public async Task A_name_becomes_its_smallest_IPv4_address()
    {
        Assert.That(await AddressAfter("fd00::1", "10.0.0.2", "10.0.0.1"), Is.EqualTo("10.0.0.1"));
    }

    [Test]
    public async Task An_address_stays_as_long_as_it_is_among_the_answers()
    {
        await AddressAfter("10.0.0.2");
        Assert.That(await AddressAfter("10.0.0.1", "10.0.0.2"), Is.EqualTo("10.0.0.2"));
        Assert.That(await AddressAfter("10.0.0.1"), Is.EqualTo("10.0.0.1"));
    }

    [Test]
    public async Task A_failure_keeps_the_last_good_address()
    {
        await AddressAfter("10.0.0.2");
        _answer = () => throw new SocketException((int)SocketError.HostNotFound);
        await _resolver.LookUpAsync(["web.test"], CancellationToken.None);
        Assert.That(Address(), Is.EqualTo("10.0.0.2"));
    }

    [Test]
    public async Task A_name_that_did_not_resolve_has_no_address_and_is_not_due_at_once()
    {
        Assert.That(await AddressAfter(), Is.Null);
        Assert.That(Due(), Is.Empty);
    }

    [Test]
    public async Task A_DNS_that_does_not_answer_is_not_waited_for()
    {
        _answer = () => new TaskCompletionSource<IPAddress[]>().Task;
        var looking = _resolver.LookUpAsync(["web.test"], CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(5));
        await looking;
        Assert.That(Address(), Is.Null);
    }

    [Test]
    public void A_name_that_was_never_asked_for_is_due() => Assert.That(Due(), Is.EqualTo(new[] { "web.test" }));

    [TestCase(true, 30)]
    [TestCase(false, 2)]
    public async Task A_name_is_due_again_sooner_while_it_does_not_resolve(bool resolves, int seconds)
    {
        await AddressAfter(resolves ? ["10.0.0.1"] : []);
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.That(Due(), Is.Empty);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(Due(), Is.EqualTo(new[] { "web.test" }));
    }

    [Test]
    public async Task A_name_that_fails_after_it_resolved_is_not_asked_for_sooner()
    {
        await AddressAfter("10.0.0.1");
        await AddressAfter();
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.That(Due(), Is.Empty);
    }

    [TestCase(10, "10.0.0.1")]
    [TestCase(11, null)]
    public async Task A_name_that_stands_nowhere_any_more_is_remembered_for_a_while(int minutes, string? remembered)
    {
        await AddressAfter("10.0.0.1");
        _time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.That(_resolver.Known([]).Of("web.test"), Is.EqualTo(remembered));
    }

    private ImmutableArray<string> Due() => _resolver.Due(["web.test"]);

    private async Task<string?> AddressAfter(params string[] answer)
    {
        _answer = () => Task.FromResult(answer.Select(IPAddress.Parse).ToArray());
        await _resolver.LookUpAsync(["web.test"], CancellationToken.None);
        return Address();
    }

    private string? Address() => _resolver.Known(["web.test"]).Of("WEB.test");
}
