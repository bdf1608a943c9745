using System.Collections.Immutable;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>
/// Tokens of an issuer of OpenID Connect. Its keys are read when the first of its tokens comes, and kept: while the issuer is away, those
/// that are known go on being good.
/// </summary>
internal sealed class OidcTokens
{
    private const string Discovery = ".well-known/openid-configuration";

    // Of each there is a public key: what is signed with a shared secret, or not at all, is not taken.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly JsonWebTokenHandler Handler = new();

    private readonly OidcOptions? _options;
    private readonly TimeProvider _time;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _issuer;
    private long _failedAt;

    public OidcTokens(ControlPlaneOptions options, TimeProvider time)
    {
        (_options, _time) = (options.Oidc, time);
        if (_options is null) return;
        var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = 1 << 20 };
        _issuer = new(
            $"{_options.Issuer.TrimEnd('/')}/{Discovery}",
            new OpenIdConnectConfigurationRetriever(),
            // That plain HTTP stays on this machine was checked with the options.
            new HttpDocumentRetriever(http) { RequireHttps = _options.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase) });
        _issuer.RefreshInterval = TimeSpan.FromMinutes(1);
    }

    /// <param name="token">Says that it is of this issuer.</param>
    /// <param name="cancelled">Who asks has left.</param>
    public async ValueTask<Identified> ReadAsync(JsonWebToken token, CancellationToken cancelled)
    {
        if (await KeysAsync(cancelled) is not { } keys) return Identified.Undecided("the issuer of the token can't be reached: try again");
        var result = await ValidateAsync(token, keys);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // A new key of the issuer, most likely. How often that is looked up is bounded.
            _issuer!.RequestRefresh();
            if (await KeysAsync(cancelled) is { } newer && !ReferenceEquals(newer, keys)) result = await ValidateAsync(token, newer);
        }

        if (!result.IsValid) return Identified.Refused(TokenFaults.Of(result.Exception));
        if (TokenFaults.OfTime(token, _time.GetUtcNow(), Skew) is { } fault) return Identified.Refused(fault);
        var claims = new TokenClaims(token);
        if (claims.Tags("tags") is not { } tags) return Identified.Refused(TokenFaults.OddTags);
        return claims.Name("preferred_username", "email", "name", "sub") is { } name
            ? new(new Caller(name, GroupsOf(claims)) { Tags = tags })
            : Identified.Refused(TokenFaults.Nameless);
    }

    private ImmutableArray<string> GroupsOf(TokenClaims claims)
    {
        var given = claims.Texts("groups");
        return [.. _options!.Groups.Where(group => given.Contains(group.Key)).Select(group => group.Value).Distinct()];
    }

    /// <summary>Null while they are not known: then they are asked for now and then, not by each token.</summary>
    private async Task<OpenIdConnectConfiguration?> KeysAsync(CancellationToken cancelled)
    {
        var failedAt = Volatile.Read(ref _failedAt);
        if (failedAt != 0 && _time.GetElapsedTime(failedAt) < Pause) return null;
        try
        {
            var keys = await _issuer!.GetConfigurationAsync(cancelled);
            Volatile.Write(ref _failedAt, 0);
            return keys;
        }
        catch (InvalidOperationException)
        {
            Volatile.Write(ref _failedAt, _time.GetTimestamp());
            return null;
        }
    }

    private Task<TokenValidationResult> ValidateAsync(JsonWebToken token, OpenIdConnectConfiguration keys) =>
        Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = keys.SigningKeys,
            ValidIssuer = _options!.Issuer,
            ValidAudience = _options.Audience,
            ValidateLifetime = false, // by the clock of this process
        });
}
