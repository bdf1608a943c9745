using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>Tokens of users that this control plane has made itself: Kuma's claims, RS256, a signing key by its number.</summary>
internal sealed class UserTokens(SigningKeys keys, KeyringLoop keyring, TimeProvider time)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="caller">Who will show it.</param>
    /// <param name="validFor">Above 0.</param>
    /// <param name="cancelled">Who asks has left.</param>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public async Task<string> IssueAsync(Caller caller, TimeSpan validFor, CancellationToken cancelled) =>
        Issue(caller, validFor, await keys.NewestAsync(KeyPurpose.User, cancelled));

    /// <summary>The same, signed with a key that is not kept yet.</summary>
    public string Issue(Caller caller, TimeSpan validFor, RsaSecurityKey key)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            [UserClaims.Name] = caller.Name,
            [UserClaims.Groups] = caller.Groups.ToArray(),
            [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString(),
        };
        if (!caller.Tags.IsEmpty) claims[UserClaims.Tags] = caller.Tags.Values.ToDictionary(tag => tag.Key, tag => tag.Value.ToArray());
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + validFor).UtcDateTime,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask<Identified> ReadAsync(JsonWebToken token)
    {
        if (keys.Find(KeyPurpose.User, token.Kid) is not { } key)
        {
            return keyring.Loaded.IsCompleted
                ? Identified.Refused(TokenFaults.UnknownKey)
                : Identified.Undecided("the signing keys are not read yet: ask again when /ready says so");
        }

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKey = key,
            ValidateIssuer = false, // Kuma's tokens have none, and the key is ours
            ValidateAudience = false,
            ValidateLifetime = false, // by the clock of this process, below
        });
        if (!result.IsValid) return Identified.Refused(TokenFaults.Of(result.Exception));
        if (TokenFaults.OfTime(token, time.GetUtcNow(), TimeSpan.Zero) is { } fault) return Identified.Refused(fault);
        if (keys.Current.IsRevoked(KeyPurpose.User, token.Id)) return Identified.Refused(TokenFaults.Revoked);
        var claims = new TokenClaims(token);
        if (claims.Tags(UserClaims.Tags) is not { } tags) return Identified.Refused(TokenFaults.OddTags);
        return claims.Name(UserClaims.Name) is { } name
            ? new(new Caller(name, claims.Texts(UserClaims.Groups)) { Tags = tags })
            : Identified.Refused(TokenFaults.Nameless);
    }
}
