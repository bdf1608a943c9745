using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>Tokens of an issuer of OpenID Connect.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OidcTokensTests : IAsyncDisposable
{
    private FakeIssuer _issuer = null!;
    private UserStage _stage = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _issuer = await FakeIssuer.StartAsync();
        var options = new ControlPlaneOptions
        {
            Oidc = new(_issuer.Address, "traffictrace", [KeyValuePair.Create("/ops=1", "mesh-system:admin")]),
        };
        _stage = new UserStage(DateTimeOffset.UtcNow, options);
    }

    [Test]
    public async Task Groups_that_are_mapped_give_what_they_are_mapped_to_and_others_nothing()
    {
        var asker = await ReadAsync(Token(("sub", "1234"), ("email", "jane@x"), ("groups", new[] { "/ops=1", "mesh:m1:editor" })));
        Assert.That((asker.Fault, asker.Caller.Name), Is.EqualTo(((string?)null, "jane@x")));
        Assert.That(asker.Caller.Groups, Is.EqualTo(new[] { "mesh-system:admin" }));
    }

    [Test]
    public async Task What_does_not_hold_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await ReadAsync(_issuer.Token(Soon, Named, "another"))).Fault, Is.EqualTo("is for another audience"));
            Assert.That((await ReadAsync(_issuer.Token(Soon.AddHours(-2), Named))).Fault, Is.EqualTo("is expired"));
            Assert.That((await ReadAsync(_issuer.Token(Soon, Named, key: "first"))).Fault, Is.EqualTo("is not signed as it has to be"));
            Assert.That((await ReadAsync(_issuer.Token(Soon, []))).Fault, Is.EqualTo("names nobody"));
        }
    }

    [Test]
    public async Task An_unknown_key_makes_the_keys_be_read_anew_and_not_by_each_token()
    {
        for (var i = 0; i < 10; i++)
            Assert.That((await ReadAsync(_issuer.Token(Soon, Named, key: "forged"))).Fault, Does.Contain("not known here"));
        Assert.That(_issuer.Asked, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task While_the_issuer_is_away_known_keys_go_on_being_good()
    {
        Assert.That((await ReadAsync(Token(("sub", "1"), ("groups", "/ops=1")))).Caller.HasAnyRight);
        await _issuer.StopAsync();
        Assert.That((await ReadAsync(Token(("sub", "2"), ("groups", "/ops=1")))).Caller.HasAnyRight);
    }

    [Test]
    public async Task One_that_was_never_reached_leaves_the_question_open()
    {
        var token = Token(("sub", "1"));
        await _issuer.StopAsync();
        var asker = await ReadAsync(token);
        Assert.That((asker.IsUndecided, asker.Caller.IsKnown), Is.EqualTo((true, false)));
    }

    public ValueTask DisposeAsync()
    {
        _stage.Dispose();
        return _issuer.DisposeAsync();
    }

    private static Dictionary<string, object> Named => new() { ["sub"] = "1" };

    private DateTimeOffset Soon => _stage.Time.GetUtcNow().AddHours(1);

    private ValueTask<Identified> ReadAsync(string token) => _stage.ReadAsync(token);

    private string Token(params (string Name, object Value)[] claims) =>
        _issuer.Token(Soon, claims.ToDictionary(claim => claim.Name, claim => claim.Value));
}
