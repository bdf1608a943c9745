using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.Core.Access;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>Tokens of users: what is made is taken, and nothing else.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class UserTokensTests
{
    private const string Alphabet = "ABCdef0189-_.=/ \n\0é";

    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Caller Jane = new("jane", ["mesh:m1:policy-editor", "mesh-system:viewer"])
    {
        Tags = new([KeyValuePair.Create("team", new[] { "a", "b" }.AsEnumerable())]),
    };

    private readonly UserStage _stage = new(Noon);
    private RSA _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        await _stage.LoadAsync();
        await _stage.Tokens.IssueAsync(Jane, TimeSpan.FromHours(1), default);
        _key = RSA.Create();
        _key.ImportPkcs8PrivateKey(_stage.Keyring.Current.Newest(KeyPurpose.User)!.Private.AsSpan(), out _);
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _key.Dispose();
        _stage.Dispose();
    }

    [Test]
    public async Task A_token_says_who_shows_it()
    {
        var asker = await ReadAsync(await _stage.Tokens.IssueAsync(Jane, TimeSpan.FromHours(1), default));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(asker.Fault, Is.Null);
            Assert.That((asker.Caller.Name, asker.Caller.IsKnown, asker.Caller.IsNamed), Is.EqualTo(("jane", true, true)));
            Assert.That(asker.Caller.Groups, Is.EqualTo(Jane.Groups));
            Assert.That(asker.Caller.Tags.Written, Is.EqualTo("team=a or b"));
        }
    }

    [Test]
    public async Task One_that_Kuma_made_with_the_same_key_is_taken()
    {
        const string claims = """{"Name":"john","Groups":["mesh-system:viewer"],"iat":1769860000,"nbf":1769860000,"exp":1769870000}""";
        Assert.That((await ReadAsync(Signed(claims))).Caller.Name, Is.EqualTo("john"));
    }

    [TestCase("""{"Name":"x","nbf":1769860801,"exp":1769870000}""", "is not valid yet")]
    [TestCase("""{"Name":"x","nbf":1769850000,"exp":1769860800}""", "is expired")]
    [TestCase("""{"Name":"x"}""", "has no end")]
    [TestCase("""{"Groups":["mesh-system:admin"],"exp":1769870000}""", "names nobody")]
    [TestCase("""{"Name":"","exp":1769870000}""", "names nobody")]
    [TestCase("""{"Name":"a\u001bb","exp":1769870000}""", "names nobody")]
    [TestCase("""{"Name":["x"],"exp":1769870000}""", "names nobody")]
    [TestCase("""{"Name":"traffictrace","exp":1769870000}""", "names nobody")]
    [TestCase("""{"Name":"x","Tags":["team=a"],"exp":1769870000}""", "has tags that are no lists of texts by key")]
    [TestCase("""{"Name":"x","Tags":null,"exp":1769870000}""", "has tags that are no lists of texts by key")]
    public async Task What_it_says_has_to_hold(string claims, string fault) =>
        Assert.That((await ReadAsync(Signed(claims))).Fault, Is.EqualTo(fault));

    [TestCase("""{"Name":"x","Groups":{"a":1},"exp":1769870000}""")]
    [TestCase("""{"Name":"x","Groups":[1,null,["mesh-system:admin"]],"Tags":{"a":1},"exp":1769870000}""")]
    public async Task Odd_groups_give_nothing(string claims)
    {
        var asker = await ReadAsync(Signed(claims));
        Assert.That((asker.Fault, asker.Caller.HasAnyRight), Is.EqualTo(((string?)null, false)));
    }

    [Test]
    public async Task What_is_signed_otherwise_is_refused()
    {
        const string claims = """{"Name":"x","Groups":["mesh-system:admin"],"exp":1769870000}""";
        using var other = RSA.Create(2048);
        var good = Signed(claims).Split('.');
        var others = Part(claims.Replace("\"x\"", "\"y\"", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (what, token) in new[]
            {
                ("another key", Signed(claims, other)),
                ("no number", Signed(claims, header: """{"alg":"RS256"}""")),
                ("an unknown number", Signed(claims, header: """{"alg":"RS256","kid":"2"}""")),
                ("no signature", $"{Part("""{"alg":"none","kid":"1"}""")}.{Part(claims)}."),
                ("the public key as a secret", WithPublicKeyAsSecret(claims)),
                ("another algorithm's name", Signed(claims, header: """{"alg":"RS512","kid":"1"}""")),
                ("other claims", $"{good[0]}.{others}.{good[2]}"),
                ("cut off", string.Join('.', good)[..^5]),
                ("no claims", $"{good[0]}..{good[2]}"),
                ("a megabyte", new string('a', 1 << 20)),
                ("two dots", ".."),
                ("nothing", ""),
            })
            {
                var asker = await ReadAsync(token);
                Assert.That((asker.Caller, asker.IsUndecided), Is.EqualTo((Caller.Anonymous, false)), what);
                Assert.That(asker.Fault, Does.StartWith("is "), what);
            }
        }
    }

    [Test]
    public async Task A_token_of_a_dataplane_is_none_of_a_user()
    {
        using var other = new UserStage(Noon);
        var newest = _stage.Keyring.Current.Newest(KeyPurpose.User)!;
        await other.Keyring.TryAddAsync(newest with { Purpose = KeyPurpose.Dataplane("m1") }, default);
        var token = Signed("""{"Name":"x","exp":1769870000}""");
        Assert.That((await other.ReadAsync(token)).IsUndecided, "the keys are not read yet");
        await other.LoadAsync();
        Assert.That((await other.ReadAsync(token)).Fault, Is.EqualTo("is signed with a key that is not known here"));
    }

    [Test]
    public async Task A_revoked_one_is_refused()
    {
        var token = await _stage.Tokens.IssueAsync(Jane, TimeSpan.FromHours(1), default);
        await _stage.Keyring.RevokeAsync([new Revocation(KeyPurpose.User, new JsonWebToken(token).Id, Noon)], default);
        Assert.That((await ReadAsync(token)).Fault, Is.EqualTo("is revoked"));
    }

    // FUZZ_RUNS=100000 dotnet test tests/TrafficTrace.Tests --filter No_changed_token
    [Test]
    public async Task No_changed_token_is_taken()
    {
        var runs = int.Parse(Environment.GetEnvironmentVariable("FUZZ_RUNS") ?? "2000", CultureInfo.InvariantCulture);
        var random = new Random(1);
        var good = Signed("""{"Name":"x","Groups":["mesh-system:admin"],"exp":1769870000}""");
        for (var i = 0; i < runs; i++)
        {
            var changed = Changed(good, random);
            if (Bytes(changed).SequenceEqual(Bytes(good))) continue; // bits at the end of a part mean nothing
            Assert.That((await ReadAsync(changed)).Caller, Is.SameAs(Caller.Anonymous), changed);
        }
    }

    private static string Changed(string token, Random random)
    {
        var text = new StringBuilder(token);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length);
            if (random.Next(3) == 0) text.Remove(at, random.Next(1, Math.Min(9, text.Length - at + 1)));
            else if (random.Next(2) == 0) text[at] = Alphabet[random.Next(Alphabet.Length)];
            else text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
        }

        return text.ToString();
    }

    private static IEnumerable<byte> Bytes(string token)
    {
        try
        {
            return [.. token.Split('.').SelectMany(part => Base64UrlEncoder.DecodeBytes(part).Append((byte)'.'))];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private ValueTask<Identified> ReadAsync(string token) => _stage.ReadAsync(token);

    private string Signed(string claims, RSA? key = null, string header = """{"alg":"RS256","kid":"1"}""")
    {
        var text = $"{Part(header)}.{Part(claims)}";
        var signature = (key ?? _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64UrlEncoder.Encode(signature)}";
    }

    private string WithPublicKeyAsSecret(string claims)
    {
        var text = $"{Part("""{"alg":"HS256","kid":"1"}""")}.{Part(claims)}";
        var secret = Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem());
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(string json) => Base64UrlEncoder.Encode(json);
}
