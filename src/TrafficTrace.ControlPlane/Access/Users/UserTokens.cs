using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>Tokens of users that this control plane has made itself: Kuma's claims, RS256, a signing key by its number.</summary>
internal sealed class UserTokens(SigningKeys keys, OwnTokens tokens, TimeProvider time)
{
    /// <param name="caller">Who will show it.</param>
    /// <param name="validFor">Above 0.</param>
    /// <param name="cancelled">Who asks has left.</param>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public async Task<string> IssueAsync(Caller caller, TimeSpan validFor, CancellationToken cancelled) =>
        Issue(caller, validFor, await keys.NewestAsync(KeyPurpose.User, cancelled));

    /// <summary>The same, signed with a key that is not kept yet.</summary>
    public string Issue(Caller caller, TimeSpan validFor, RsaSecurityKey key)
    {
        var claims = new Dictionary<string, object>
        {
            [UserClaims.Name] = caller.Name,
            [UserClaims.Groups] = caller.Groups.ToArray(),
            [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
        };
        if (!caller.Tags.IsEmpty) claims[UserClaims.Tags] = caller.Tags.Values.ToDictionary(tag => tag.Key, tag => tag.Value.ToArray());
        return tokens.Sign(new() { Claims = claims }, validFor, key);
    }

    public async ValueTask<Identified> ReadAsync(JsonWebToken token)
    {
        // Kuma's tokens have neither, and the key is ours.
        var expected = new TokenValidationParameters { ValidateIssuer = false, ValidateAudience = false };
        if (await tokens.RefusalAsync(token, KeyPurpose.User, expected, TimeSpan.Zero) is { } refusal) return refusal;
        if (keys.Current.IsRevoked(KeyPurpose.User, token.Id)) return Identified.Refused(TokenFaults.Revoked);
        var claims = new TokenClaims(token);
        if (claims.Tags(UserClaims.Tags) is not { } tags) return Identified.Refused(TokenFaults.OddTags);
        return claims.Name(UserClaims.Name) is { } name
            ? new(new Caller(name, claims.Texts(UserClaims.Groups)) { Tags = tags })
            : Identified.Refused(TokenFaults.Nameless);
    }
}
