using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Users;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>Tokens by which replicas know each other: each is good for one of them, for a minute, and for nothing else.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReplicaTokensTests : IDisposable
{
    private readonly UserStage _stage = new(new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    [SetUp]
    public Task StartAsync() => _stage.LoadAsync();

    public void Dispose() => _stage.Dispose();

    [Test]
    public async Task Another_replica_on_the_same_store_is_known_by_it()
    {
        var asker = await _stage.ReadAsync(await _stage.ReplicaTokensOf("other").IssueAsync("this", default));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((asker.Fault, asker.Caller.Name), Is.EqualTo(((string?)null, "other")));
            Assert.That(AccessRules.Missing(asker.Caller, Right.Replica), Is.Null);
        }
    }

    [Test]
    public async Task It_opens_nothing_that_is_there_for_users()
    {
        var asker = await _stage.ReadAsync(await _stage.ReplicaTokensOf("other").IssueAsync("this", default));
        Right[] others = [Right.Name, Right.Read, Right.Write, Right.Admin];
        Assert.That(others.Select(right => AccessRules.Missing(asker.Caller, right)), Has.All.EqualTo("the token of a user"));
    }

    [Test]
    public async Task One_that_was_made_for_another_replica_is_refused()
    {
        var asker = await _stage.ReadAsync(await _stage.ReplicaTokensOf("other").IssueAsync("third", default));
        Assert.That(asker.Fault, Is.EqualTo("is for another audience"));
    }

    [TestCase(119, null)]
    [TestCase(120, "is expired")]
    public async Task It_is_over_after_a_minute_and_another_for_clocks_that_differ(int seconds, string? fault)
    {
        var token = await _stage.ReplicaTokensOf("other").IssueAsync("this", default);
        _stage.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That((await _stage.ReadAsync(token)).Fault, Is.EqualTo(fault));
    }

    [Test]
    public async Task What_another_store_has_signed_is_refused()
    {
        using var elsewhere = new UserStage(_stage.Time.GetUtcNow());
        await _stage.Replicas.PrepareAsync(default);
        var token = await elsewhere.ReplicaTokensOf("other").IssueAsync("this", default);
        Assert.That((await _stage.ReadAsync(token)).Fault, Is.EqualTo("is not signed as it has to be"));
    }

    [Test]
    public void No_group_makes_a_user_a_replica()
    {
        Caller[] users = [Caller.LocalAdmin, Caller.Process, new("jane", ["mesh-system:admin"]), Caller.Anonymous];
        Assert.That(users.Select(user => AccessRules.Missing(user, Right.Replica)), Has.None.Null);
    }
}
