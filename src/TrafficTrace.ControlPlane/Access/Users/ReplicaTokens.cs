using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>
/// Tokens by which replicas know each other: signed by a key that is in their store, for one of them alone, and good for a minute.
/// </summary>
/// <param name="keys">Of the store.</param>
/// <param name="tokens">Signs and checks.</param>
/// <param name="instance">How this replica is called.</param>
internal sealed class ReplicaTokens(SigningKeys keys, OwnTokens tokens, string instance)
{
    public const string Issuer = "traffictrace-replica";

    private static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(1);

    // Clocks of machines differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Makes the first key where there is none, so that all have it by the time when it is needed.</summary>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public Task PrepareAsync(CancellationToken cancelled) => KeyAsync(cancelled);

    /// <param name="audience">The instance that it is shown to.</param>
    /// <param name="cancelled">Who asks has left.</param>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">There is no key yet, and their store can't be reached.</exception>
    public async Task<string> IssueAsync(string audience, CancellationToken cancelled)
    {
        var claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = instance };
        return tokens.Sign(new() { Issuer = Issuer, Audience = audience, Claims = claims }, ValidFor, await KeyAsync(cancelled));
    }

    /// <param name="token">Says that it is of <see cref="Issuer"/>.</param>
    public async ValueTask<Identified> ReadAsync(JsonWebToken token)
    {
        var expected = new TokenValidationParameters { ValidIssuer = Issuer, ValidAudience = instance };
        if (await tokens.RefusalAsync(token, KeyPurpose.Replicas, expected, Skew) is { } refusal) return refusal;
        return string.IsNullOrEmpty(token.Subject) ? Identified.Refused(TokenFaults.Nameless) : new(Caller.Replica(token.Subject));
    }

    // While the store is away replicas go on talking, so it is asked for the first key alone.
    private async Task<RsaSecurityKey> KeyAsync(CancellationToken cancelled) => keys.Current.Newest(KeyPurpose.Replicas) is { } newest
        ? keys.Ready(newest)
        : await keys.NewestAsync(KeyPurpose.Replicas, cancelled);
}
