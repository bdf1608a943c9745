using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Envoy.Config.Core.V3;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Access.Proxies;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Access;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;
using SystemUnderTest = TrafficTrace.ControlPlane.Access.Proxies.ProxyAuthentication;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>A keyring with a key of mesh shop, and what asks it who a stream is.</summary>
internal sealed class TokenStage : IDisposable
{
    // To make one takes a tenth of a second.
    private static readonly RSA SharedKey = RSA.Create(2048);
    private static readonly RSA StrangeKey = RSA.Create(2048);

    private readonly KeyringLoop _loop;
    private readonly SystemUnderTest _authentication;

    private TokenStage(ImmutableArray<(string Mesh, RsaSecurityKey Key)> publicKeys, AuthenticationWay[] ways)
    {
        var options = new ControlPlaneOptions { XdsAuth = ways.Length == 0 ? [AuthenticationWay.Token] : [.. ways] };
        _loop = new(Keyring, null!, Time, NullLogger<KeyringLoop>.Instance);
        Keys = new(Keyring, Time);
        Tokens = new(Keys, new(publicKeys.IsDefault ? [] : publicKeys), Time);
        var own = new OwnTokens(Keys, _loop, Time);
        Users = new(Keys, own, Time);
        _authentication = new(options, Tokens, new(options, Users, new(options, Time), new(Keys, own, "this")), _loop);
    }

    public static async Task<TokenStage> StartAsync(
        ImmutableArray<(string Mesh, RsaSecurityKey Key)> publicKeys = default, params AuthenticationWay[] ways)
    {
        var stage = new TokenStage(publicKeys, ways);
        SigningKey first = new(Shop, "1", [.. SharedKey.ExportPkcs8PrivateKey()], stage.Time.GetUtcNow());
        await stage.Keyring.TryAddAsync(first, default);
        await stage._loop.StartAsync(default);
        await stage._loop.Loaded;
        return stage;
    }

    public static KeyPurpose Shop { get; } = KeyPurpose.Dataplane("shop");

    /// <summary>The public half of the key, in PEM.</summary>
    public static string PublicPem => SharedKey.ExportSubjectPublicKeyInfoPem();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    public MemoryKeyring Keyring { get; } = new();

    public SigningKeys Keys { get; }

    public DataplaneTokens Tokens { get; }

    public UserTokens Users { get; }

    public void Dispose() => _loop.Dispose();

    /// <summary>Claims of a token that is good; what is given changes them, null takes one away.</summary>
    public JsonObject Claims(params (string Name, JsonNode? Value)[] changes)
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["Name"] = "web-1",
            ["Mesh"] = "shop",
            ["Tags"] = new JsonObject { ["kuma.io/service"] = new JsonArray("web") },
            ["Type"] = "dataplane",
            ["jti"] = "id-1",
            ["nbf"] = now,
            ["exp"] = now + 3600,
        };
        foreach (var (name, value) in changes)
        {
            if (value is null) claims.Remove(name);
            else claims[name] = value;
        }

        return claims;
    }

    /// <summary>Written by hand, so that anything can stand in it.</summary>
    public static string Signed(JsonObject claims, string? head = null, bool byStranger = false)
    {
        var text = $"{Part(head ?? """{"alg":"RS256","kid":"1","typ":"JWT"}""")}.{Part(claims.ToJsonString())}";
        var key = byStranger ? StrangeKey : SharedKey;
        var signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64UrlEncoder.Encode(signature)}";
    }

    /// <summary>Signed with the public key as if that were a secret that both sides share.</summary>
    public static string SignedByHmac(JsonObject claims)
    {
        var secret = Encoding.UTF8.GetBytes(PublicPem);
        var text = $"{Part("""{"alg":"HS256","kid":"1"}""")}.{Part(claims.ToJsonString())}";
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    public static string Part(string json) => Base64UrlEncoder.Encode(json);

    /// <summary>Of node shop.web-1, which sends this.</summary>
    public ValueTask<Authenticated> AskAsync(string? authorization, string agent = "envoy")
    {
        var node = new Node { Id = "shop.web-1", UserAgentName = agent };
        var start = new StreamStart(node.Id, node, ResourceType.Cluster.TypeUrl, [], Delta: false, Aggregated: true);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (authorization is not null) headers["authorization"] = authorization;
        return _authentication.AuthenticateAsync(start, new Peer(null, headers), default);
    }
}
