using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Proxies;
using TrafficTrace.Core.Access;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>Whom a token makes a proxy, and which tokens do not.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ProxyAuthenticationTests : IDisposable
{
    private TokenStage _stage = null!;

    [SetUp]
    public async Task StartAsync() => _stage = await TokenStage.StartAsync();

    public void Dispose() => _stage.Dispose();

    [TestCase("")]
    [TestCase("Bearer ")]
    [TestCase("bearer ")]
    public async Task A_token_says_mesh_name_and_tags(string scheme)
    {
        var identity = (await _stage.AskAsync(scheme + TokenStage.Signed(_stage.Claims()))).Identity!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(identity.Way, Is.EqualTo(AuthenticationWay.Token));
            Assert.That((identity.Mesh, identity.Name), Is.EqualTo(("shop", "web-1")));
            Assert.That(identity.Tags.Values["kuma.io/service"], Is.EqualTo(new[] { "web" }));
            Assert.That(identity.ExpiresAt, Is.EqualTo(_stage.Time.GetUtcNow().AddHours(1)));
        }
    }

    [Test]
    public async Task What_is_issued_is_good_and_as_it_was_asked_for()
    {
        var asked = DataplaneClaims.Read(TokenStage.Part("""{"Mesh":"shop","Name":"web-1","Tags":{"kuma.io/service":["web","shop"]}}"""))!;
        var (token, id) = await _stage.Tokens.IssueAsync(asked, TimeSpan.FromHours(2), default);
        var claims = ((TokenIdentity)(await _stage.AskAsync(token)).Identity!).Token.Claims;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((claims.Mesh, claims.Name, claims.Type), Is.EqualTo(("shop", "web-1", "dataplane")));
            Assert.That(claims.Tags.Values["kuma.io/service"], Is.EqualTo(new[] { "shop", "web" }));
            Assert.That(claims.Id, Is.EqualTo(id).And.Not.Empty);
            Assert.That(claims.Until, Is.EqualTo(_stage.Time.GetUtcNow().AddHours(2)));
        }
    }

    [Test]
    public async Task Claims_that_are_not_there_constrain_nothing_and_the_mesh_is_that_of_the_key()
    {
        var claims = _stage.Claims(("Name", null), ("Mesh", null), ("Tags", null), ("Type", null), ("jti", null), ("exp", null));
        var identity = (await _stage.AskAsync(TokenStage.Signed(claims))).Identity!;
        var expected = new ProxyIdentity(AuthenticationWay.Token) { Mesh = "shop" };
        Assert.That(
            (identity.Mesh, identity.Name, identity.Tags, identity.ExpiresAt),
            Is.EqualTo((expected.Mesh, expected.Name, expected.Tags, expected.ExpiresAt)));
    }

    [TestCaseSource(nameof(BadTokens))]
    public async Task A_bad_token_is_refused_and_nothing_of_it_is_said(
        Func<TokenStage, string> make, StreamEndCode code, RefusalReason reason)
    {
        var token = make(_stage);
        var answer = await _stage.AskAsync(token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Identity, Is.Null);
            Assert.That((answer.Refusal?.Code, answer.Reason), Is.EqualTo((code, reason)));
            var parts = token.Split('.').Where(part => part.Length > 3);
            Assert.That(parts.Where(part => answer.Refusal!.Text.Contains(part, StringComparison.Ordinal)), Is.Empty);
        }
    }

    private static IEnumerable<TestCaseData> BadTokens()
    {
        static string Changed(TokenStage stage, string name, JsonNode? value) => TokenStage.Signed(stage.Claims((name, value)));
        static string Headed(TokenStage stage, string head) => TokenStage.Signed(stage.Claims(), head);
        static string Unsigned(TokenStage stage) =>
            $"{TokenStage.Part("""{"alg":"none","kid":"1"}""")}.{TokenStage.Part(stage.Claims().ToJsonString())}.";

        yield return Bad("none is sent", _ => "", RefusalReason.Missing);
        yield return Bad("no token", _ => "secret", RefusalReason.Unreadable);
        yield return Bad("empty parts", _ => "..", RefusalReason.Unreadable);
        yield return Bad("of 1 MB", it => TokenStage.Signed(it.Claims()) + new string('A', 1 << 20), RefusalReason.Unreadable);
        yield return Bad("of two parts", it => TokenStage.Signed(it.Claims()).Split('.')[0] + ".e30", RefusalReason.Unreadable);
        yield return Bad("of five parts", _ => "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA", RefusalReason.Unreadable);
        yield return Bad("tags of another shape", it => Changed(it, "Tags", "kuma.io/service=web"), RefusalReason.Unreadable);
        yield return Bad("a tag that is null", it => Changed(it, "Tags", JsonNode.Parse("""{"a":[null]}""")), RefusalReason.Unreadable);
        yield return Bad("a name of another shape", it => Changed(it, "Name", 7), RefusalReason.Unreadable);
        yield return Bad("an end that is a text", it => Changed(it, "exp", "never"), RefusalReason.Unreadable);
        yield return Bad("a claim that is there twice", Twice, RefusalReason.Unreadable);
        yield return Bad("signed by another key", it => TokenStage.Signed(it.Claims(), byStranger: true), RefusalReason.WrongSignature);
        yield return Bad("changed after it was signed", Swapped, RefusalReason.WrongSignature);
        yield return Bad("truncated", it => TokenStage.Signed(it.Claims())[..^20], RefusalReason.WrongSignature);
        yield return Bad("alg none", Unsigned, RefusalReason.WrongSignature);
        yield return Bad("alg none, signed", it => Headed(it, """{"alg":"none","kid":"1"}"""), RefusalReason.WrongSignature);
        yield return Bad("RS512", it => Headed(it, """{"alg":"RS512","kid":"1"}"""), RefusalReason.WrongSignature);
        yield return Bad("HS256 by the public key", it => TokenStage.SignedByHmac(it.Claims()), RefusalReason.WrongSignature);
        yield return Bad("no kid", it => Headed(it, """{"alg":"RS256"}"""), RefusalReason.UnknownKey);
        yield return Bad("a kid of no key", it => Headed(it, """{"alg":"RS256","kid":"2"}"""), RefusalReason.UnknownKey);
        yield return Bad("a kid that is a number", it => Headed(it, """{"alg":"RS256","kid":1}"""), RefusalReason.Unreadable);
        yield return Bad("of a mesh without keys", it => Changed(it, "Mesh", "other"), RefusalReason.UnknownKey);
        yield return Bad("expired just now", it => Changed(it, "exp", Now(it)), RefusalReason.Expired);
        yield return Bad("not valid for a second yet", it => Changed(it, "nbf", Now(it) + 1), RefusalReason.NotYetValid);
        yield return Bad("of an ingress", it => Changed(it, "Type", "ingress"), RefusalReason.WrongType, StreamEndCode.PermissionDenied);
    }

    private static TestCaseData Bad(
        string what, Func<TokenStage, string> make, RefusalReason reason, StreamEndCode code = StreamEndCode.Unauthenticated) =>
        new TestCaseData(make, code, reason).SetArgDisplayNames(what);

    private static long Now(TokenStage stage) => stage.Time.GetUtcNow().ToUnixTimeSeconds();

    private static string Swapped(TokenStage stage)
    {
        var good = TokenStage.Signed(stage.Claims()).Split('.');
        return $"{good[0]}.{TokenStage.Part(stage.Claims(("Name", "other")).ToJsonString())}.{good[2]}";
    }

    private static string Twice(TokenStage stage)
    {
        var good = TokenStage.Signed(stage.Claims()).Split('.');
        var claims = stage.Claims().ToJsonString();
        return $"{good[0]}.{TokenStage.Part($$"""{"Name":"other",{{claims[1..]}}""")}.{good[2]}";
    }

    [Test]
    public async Task A_revoked_token_is_refused_and_others_of_the_mesh_are_not()
    {
        await _stage.Keyring.RevokeAsync([new(TokenStage.Shop, "id-1", _stage.Time.GetUtcNow())], default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _stage.AskAsync(TokenStage.Signed(_stage.Claims()))).Reason, Is.EqualTo(RefusalReason.Revoked));
            Assert.That((await _stage.AskAsync(TokenStage.Signed(_stage.Claims(("jti", "id-2"))))).Identity, Is.Not.Null);
        }
    }

    [Test]
    public async Task Old_keys_stay_good_beside_a_new_one_until_they_are_removed()
    {
        var old = TokenStage.Signed(_stage.Claims());
        await _stage.AskAsync(old);
        await _stage.Keys.RotateAsync(TokenStage.Shop, default);
        var (fresh, _) = await _stage.Tokens.IssueAsync(new DataplaneClaims { Mesh = "shop" }, TimeSpan.FromHours(1), default);
        var kid = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(fresh).Kid;
        Assert.That((kid, (await _stage.AskAsync(old)).Identity is null, (await _stage.AskAsync(fresh)).Identity is null),
            Is.EqualTo(("2", false, false)));
        await _stage.Keyring.RemoveAsync(TokenStage.Shop, "1", default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _stage.AskAsync(old)).Reason, Is.EqualTo(RefusalReason.UnknownKey));
            Assert.That((await _stage.AskAsync(fresh)).Identity, Is.Not.Null);
        }
    }

    [Test]
    public async Task Another_key_of_the_same_number_does_not_make_an_old_token_good()
    {
        var old = TokenStage.Signed(_stage.Claims());
        await _stage.AskAsync(old);
        await _stage.Keyring.RemoveAsync(TokenStage.Shop, "1", default);
        using var other = RSA.Create(2048);
        await _stage.Keyring.TryAddAsync(new(TokenStage.Shop, "1", [.. other.ExportPkcs8PrivateKey()], _stage.Time.GetUtcNow()), default);
        Assert.That((await _stage.AskAsync(old)).Reason, Is.EqualTo(RefusalReason.WrongSignature));
    }

    [Test]
    public async Task A_token_that_was_made_elsewhere_is_good_by_a_public_key()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TokenStage.PublicPem);
        var key = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "offline" };
        using var stage = await TokenStage.StartAsync([("shop", key)]);
        var head = """{"alg":"RS256","kid":"offline"}""";
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await stage.AskAsync(TokenStage.Signed(stage.Claims(), head))).Identity, Is.Not.Null);
            var other = await stage.AskAsync(TokenStage.Signed(stage.Claims(("Mesh", "other")), head));
            Assert.That(other.Reason, Is.EqualTo(RefusalReason.UnknownKey));
        }
    }

    [TestCase("traffictrace-dump", "mesh-system:admin", true)]
    [TestCase("traffictrace-dump", "mesh-system:viewer", false)]
    [TestCase("envoy", "mesh-system:admin", false)]
    public async Task An_admin_may_look_at_what_a_proxy_gets_and_be_none(string agent, string group, bool isLetIn)
    {
        var token = await _stage.Users.IssueAsync(new("jane", [group]), TimeSpan.FromHours(1), default);
        Assert.That((await _stage.AskAsync(token, agent)).Identity is not null, Is.EqualTo(isLetIn));
    }

    [TestCase(AuthenticationWay.None, null, true)]
    [TestCase(AuthenticationWay.None, "bad", true)]
    [TestCase(AuthenticationWay.Mtls, null, false)]
    public async Task Where_tokens_are_no_way_none_is_looked_at(AuthenticationWay way, string? sent, bool isLetIn)
    {
        using var stage = await TokenStage.StartAsync(ways: way);
        Assert.That((await stage.AskAsync(sent)).Identity is not null, Is.EqualTo(isLetIn));
    }

    [TestCase(null, true)]
    [TestCase("bad", false)]
    public async Task Where_both_are_let_in_what_is_shown_must_be_good(string? sent, bool isLetIn)
    {
        using var stage = await TokenStage.StartAsync(ways: [AuthenticationWay.None, AuthenticationWay.Token]);
        Assert.That((await stage.AskAsync(sent)).Identity is not null, Is.EqualTo(isLetIn));
    }

    /// <summary>Each differs in a few characters or bits from one that is good. TOKEN_RUNS of them, a thousand by default.</summary>
    [Test]
    [Category("Long")]
    public async Task No_changed_token_is_accepted_and_none_does_harm()
    {
        var runs = int.Parse(Environment.GetEnvironmentVariable("TOKEN_RUNS") ?? "1000", CultureInfo.InvariantCulture);
        var random = new Random(20);
        var good = TokenStage.Signed(_stage.Claims());
        var parts = good.Split('.').Select(Base64UrlEncoder.DecodeBytes).ToArray();
        for (var run = 0; run < runs; run++)
        {
            var token = Mutated(good, parts, random);
            if (token == good) continue;
            var answer = await _stage.AskAsync(token);
            Assert.That(answer.Identity, Is.Null, $"run {run}: {token}");
        }
    }

    private static string Mutated(string good, byte[][] parts, Random random)
    {
        if (random.Next(2) == 0)
        {
            // Of the bytes: what is decoded differs for sure.
            byte[][] copy = [.. parts.Select(part => part.ToArray())];
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var part = copy[random.Next(3)];
                part[random.Next(part.Length)] ^= (byte)(1 << random.Next(8));
            }

            return string.Join('.', copy.Select(Base64UrlEncoder.Encode));
        }

        var text = good.ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(text.Count - 1); // of the last character some bits are not read
            var kind = random.Next(3);
            if (kind == 0) text.RemoveAt(at);
            else if (kind == 1) text.Insert(at, (char)random.Next(1, 256));
            else text[at] = (char)random.Next(33, 127);
        }

        return new string([.. text]);
    }
}
