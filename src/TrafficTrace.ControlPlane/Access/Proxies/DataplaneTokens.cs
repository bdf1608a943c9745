using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.Core.Access;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>Makes dataplane tokens and looks whether they are good: RS256, with the keys of their mesh.</summary>
internal sealed class DataplaneTokens(SigningKeys keys, PublicKeys publicKeys, TimeProvider time)
{
    /// <summary>In characters; a token with every claim has one thousand.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>As long as Kuma's, where nobody says how long.</summary>
    public static readonly TimeSpan UsualDuration = TimeSpan.FromDays(3650);

    // The clock of who checks it may be behind (Kuma).
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly KnownTokens _known = new();

    /// <summary>A token that is good for <paramref name="duration"/> from now on.</summary>
    /// <exception cref="Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public async Task<(string Token, string Id)> IssueAsync(DataplaneClaims claims, TimeSpan duration, CancellationToken cancelled)
    {
        var key = await keys.NewestAsync(KeyPurpose.Dataplane(claims.Mesh!), cancelled);
        var now = time.GetUtcNow();
        var id = Guid.NewGuid().ToString();
        var said = new Dictionary<string, object>
        {
            [nameof(claims.Name)] = claims.Name ?? "",
            [nameof(claims.Mesh)] = claims.Mesh!,
            [nameof(claims.Tags)] = claims.Tags.Values.ToDictionary(tag => tag.Key, tag => tag.Value.ToArray()),
            [nameof(claims.Type)] = DataplaneClaims.DataplaneType,
            ["jti"] = id,
        };
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = said,
            IssuedAt = now.UtcDateTime,
            NotBefore = (now - Early).UtcDateTime,
            Expires = (now + duration).UtcDateTime,
            SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
        });
        return (token, id);
    }

    /// <summary>A token whose signature is good, whatever it says; null where there is none. Never fails, whatever it is given.</summary>
    /// <param name="token">As it was sent, without a scheme.</param>
    /// <param name="meshOfNode">With whose keys one is tried that names no mesh; null where the node has none.</param>
    public async ValueTask<(DataplaneToken? Token, RefusalReason Fault)> ReadAsync(string token, string? meshOfNode)
    {
        if (token.Length > MaxLength) return (null, RefusalReason.Unreadable);
        if (_known.Find(token) is { } known && KeysOf(known).Contains(known.SignedBy)) return (known, default);
        if (Parsed(token) is not { } parsed) return (null, RefusalReason.Unreadable);
        if (DataplaneClaims.Read(parsed.EncodedPayload) is not { } claims) return (null, RefusalReason.Unreadable);
        if (parsed.Kid is not { Length: > 0 } serial) return (null, RefusalReason.UnknownKey);
        if ((claims.Mesh ?? meshOfNode) is not { } mesh) return (null, RefusalReason.UnknownKey);
        var fault = RefusalReason.UnknownKey;
        foreach (var key in KeysOf(KeyPurpose.Dataplane(mesh), serial))
        {
            fault = RefusalReason.WrongSignature;
            if (!await IsSignedAsync(parsed, key)) continue;
            var read = new DataplaneToken(claims, KeyPurpose.Dataplane(mesh), key);
            _known.Add(token, read);
            return (read, default);
        }

        return (null, fault);
    }

    /// <summary>Why a token with a good signature is not good now; null when it is.</summary>
    public RefusalReason? FaultOf(DataplaneToken token)
    {
        var now = time.GetUtcNow();
        if (token.Claims.From > now) return RefusalReason.NotYetValid;
        if (token.Claims.Until <= now) return RefusalReason.Expired;
        return token.Claims.Id is { } id && keys.Current.IsRevoked(token.Purpose, id) ? RefusalReason.Revoked : null;
    }

    /// <summary>Whether the key that signed it is there still.</summary>
    public bool IsSignedStill(DataplaneToken token) => KeysOf(token).Any();

    private IEnumerable<RsaSecurityKey> KeysOf(DataplaneToken token) => KeysOf(token.Purpose, token.SignedBy.KeyId);

    private IEnumerable<RsaSecurityKey> KeysOf(KeyPurpose purpose, string serial)
    {
        if (keys.Find(purpose, serial) is { } own) yield return own;
        if (publicKeys.Find(purpose.Mesh!, serial) is { } given) yield return given;
    }

    // Five parts would be an encrypted one, which is unpacked before anything of it is checked.
    private static JsonWebToken? Parsed(string token)
    {
        if (token.AsSpan().Count('.') != 2) return null;
        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException or SecurityTokenException)
        {
            return null;
        }
    }

    private static async ValueTask<bool> IsSignedAsync(JsonWebToken token, RsaSecurityKey key)
    {
        try
        {
            var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
            {
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                IssuerSigningKey = key,
                ValidateIssuer = false, // Kuma's tokens have none, and the key is of one mesh
                ValidateAudience = false,
                ValidateLifetime = false, // by the clock of this process
                RequireExpirationTime = false,
            });
            return result.IsValid;
        }
        catch (Exception broken) when (broken is ArgumentException or SecurityTokenException or CryptographicException)
        {
            return false;
        }
    }
}
