using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>
/// Tokens by which replicas know each other: signed by a key that is in their store, for one of them alone, and good for a minute.
/// </summary>
/// <param name="keys">Of the store.</param>
/// <param name="keyring">Whether they are read.</param>
/// <param name="instance">How this replica is called.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplicaTokens(SigningKeys keys, KeyringLoop keyring, string instance, TimeProvider time)
{
    public const string Issuer = "traffictrace-replica";

    private static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(1);

    // Clocks of machines differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Makes the first key where there is none, so that all have it by the time when it is needed.</summary>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public Task PrepareAsync(CancellationToken cancelled) => KeyAsync(cancelled);

    /// <param name="audience">The instance that it is shown to.</param>
    /// <param name="cancelled">Who asks has left.</param>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">There is no key yet, and their store can't be reached.</exception>
    public async Task<string> IssueAsync(string audience, CancellationToken cancelled)
    {
        var (key, now) = (await KeyAsync(cancelled), time.GetUtcNow());
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = instance },
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + ValidFor).UtcDateTime,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    // While the store is away replicas go on talking, so it is asked for the first key alone.
    private async Task<RsaSecurityKey> KeyAsync(CancellationToken cancelled) => keys.Current.Newest(KeyPurpose.Replicas) is { } newest
        ? keys.Ready(newest)
        : await keys.NewestAsync(KeyPurpose.Replicas, cancelled);

    /// <param name="token">Says that it is of <see cref="Issuer"/>.</param>
    public async ValueTask<Identified> ReadAsync(JsonWebToken token)
    {
        if (keys.Find(KeyPurpose.Replicas, token.Kid) is not { } key)
        {
            return keyring.Loaded.IsCompleted
                ? Identified.Refused(TokenFaults.UnknownKey)
                : Identified.Undecided("the signing keys are not read yet");
        }

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKey = key,
            ValidIssuer = Issuer,
            ValidAudience = instance,
            ValidateLifetime = false, // by the clock of this process, below
        });
        if (!result.IsValid) return Identified.Refused(TokenFaults.Of(result.Exception));
        if (TokenFaults.OfTime(token, time.GetUtcNow(), Skew) is { } fault) return Identified.Refused(fault);
        return string.IsNullOrEmpty(token.Subject) ? Identified.Refused(TokenFaults.Nameless) : new(Caller.Replica(token.Subject));
    }
}
