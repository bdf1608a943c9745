using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Api.Requests;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>What wrong tokens cost whoever shows them, and nobody else.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AccessCheckTests
{
    private const int Free = 20;
    private const int HeldBack = 256;

    [Test]
    public async Task Twenty_wrong_tokens_cost_nothing_further_ones_wait_and_a_right_one_does_not()
    {
        using var access = new Checked();
        for (var i = 0; i < Free; i++) Assert.That(await access.AskAsync("a.b.c"), Is.EqualTo(401));
        var late = access.AskAsync("a.b.c");
        var right = await access.AskAsync(await access.TokenAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(late.IsCompleted, Is.False);
            Assert.That(right, Is.EqualTo(200));
            Assert.That(await access.AskAsync("a.b.c", "10.0.0.8"), Is.EqualTo(401), "another address is another's affair");
        }

        access.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(await late, Is.EqualTo(401));
        Assert.That(access.Logged, Is.EqualTo(1), "it is said once");
    }

    [Test]
    public async Task No_more_than_some_hundred_answers_are_held_back()
    {
        using var access = new Checked();
        for (var i = 0; i < Free; i++) await access.AskAsync("a.b.c");
        var late = Enumerable.Range(0, HeldBack).Select(_ => access.AskAsync("a.b.c")).ToArray();
        Assert.That(await access.AskAsync("a.b.c"), Is.EqualTo(429));
        access.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await Task.WhenAll(late), Is.All.EqualTo(401));
        access.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await access.AskAsync("a.b.c"), Is.EqualTo(401), "there is room again");
    }

    [Test]
    public async Task Who_was_let_in_passes_until_his_token_ends()
    {
        using var access = new Checked();
        var request = access.Request(await access.TokenAsync());
        Assert.That(await access.Check.StillPassesAsync(request));
        access.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await access.Check.StillPassesAsync(request), Is.False);
    }

    private sealed class Checked : IDisposable
    {
        private readonly FakeLogger<AccessCheck> _log = new();
        private readonly AttemptMetrics _metrics = new();
        private readonly UserStage _stage = new(DateTimeOffset.UtcNow);

        private readonly RouteEndpoint _path = new(
            http => Task.CompletedTask, RoutePatternFactory.Parse("/x"), 0, new(new Needed(Right.Read)), null);

        public Checked() => Check = new AccessCheck(_stage.Callers, new FailedAttempts(Time), _metrics, Time, _log);

        public FakeTimeProvider Time => _stage.Time;

        public AccessCheck Check { get; }

        public int Logged => _log.Collector.Count;

        public Task<string> TokenAsync() => _stage.Tokens.IssueAsync(new Caller("jane", [Group.Viewers]), TimeSpan.FromHours(1), default);

        public async Task<int> AskAsync(string token, string address = "10.0.0.7")
        {
            var request = Request(token, address);
            await Check.InvokeAsync(request, _ => Task.CompletedTask);
            return request.Response.StatusCode;
        }

        public DefaultHttpContext Request(string token, string address = "10.0.0.7")
        {
            var http = new DefaultHttpContext();
            http.SetEndpoint(_path);
            http.Connection.RemoteIpAddress = IPAddress.Parse(address);
            http.Request.Headers.Authorization = $"Bearer {token}";
            return http;
        }

        public void Dispose()
        {
            _metrics.Dispose();
            _stage.Dispose();
        }
    }
}
