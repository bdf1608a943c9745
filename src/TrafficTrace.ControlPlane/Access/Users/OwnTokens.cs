using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>What tokens that are signed here with keys of the store have in common, those of users and those of replicas.</summary>
internal sealed class OwnTokens(SigningKeys keys, KeyringLoop keyring, TimeProvider time)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token that is good from now on.</summary>
    /// <param name="said">All but times and signature.</param>
    /// <param name="validFor">Above 0.</param>
    /// <param name="key">Of the store, or one that is to be kept there.</param>
    public string Sign(SecurityTokenDescriptor said, TimeSpan validFor, RsaSecurityKey key)
    {
        var now = time.GetUtcNow();
        (said.IssuedAt, said.NotBefore, said.Expires) = (now.UtcDateTime, now.UtcDateTime, (now + validFor).UtcDateTime);
        said.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        return Handler.CreateToken(said);
    }

    /// <summary>Null where the signature is good and the time is right.</summary>
    /// <param name="token">As it was sent.</param>
    /// <param name="purpose">Of the key that it is to be signed with.</param>
    /// <param name="expected">What else it is to say. How it is signed, and its times, are none of it.</param>
    /// <param name="skew">How far another's clock may be from this one.</param>
    public async ValueTask<Identified?> RefusalAsync(
        JsonWebToken token, KeyPurpose purpose, TokenValidationParameters expected, TimeSpan skew)
    {
        if (keys.Find(purpose, token.Kid) is not { } key)
        {
            return keyring.Loaded.IsCompleted
                ? Identified.Refused(TokenFaults.UnknownKey)
                : Identified.Undecided("the signing keys are not read yet: ask again when /ready says so");
        }

        expected.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
        expected.IssuerSigningKey = key;
        expected.ValidateLifetime = false; // by the clock of this process, below
        var result = await Handler.ValidateTokenAsync(token, expected);
        if (!result.IsValid) return Identified.Refused(TokenFaults.Of(result.Exception));
        return TokenFaults.OfTime(token, time.GetUtcNow(), skew) is { } fault ? Identified.Refused(fault) : null;
    }
}
