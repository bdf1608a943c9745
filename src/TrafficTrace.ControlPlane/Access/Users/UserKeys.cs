using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>The keys that sign the tokens of users, ready for use.</summary>
internal sealed class UserKeys(IKeyring keyring, TimeProvider time)
{
    private const int Bits = 2048;
    private const string FirstSerial = "1";

    private readonly ConditionalWeakTable<SigningKey, RsaSecurityKey> _ready = [];

    /// <summary>With which tokens are signed; made where there is none.</summary>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public async Task<RsaSecurityKey> NewestAsync(CancellationToken cancelled)
    {
        var first = await FirstAsync(cancelled);
        // Where another process was faster, its key is the one.
        if (first is not null && !await TryKeepAsync(first, cancelled)) await keyring.RefreshAsync(cancelled);
        return Ready(keyring.Current.Newest(KeyPurpose.User)!);
    }

    /// <summary>A new key where there is none, which nobody knows yet; null where there is one.</summary>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public async Task<SigningKey?> FirstAsync(CancellationToken cancelled)
    {
        await keyring.RefreshAsync(cancelled);
        if (keyring.Current.Newest(KeyPurpose.User) is not null) return null;
        using var rsa = RSA.Create(Bits);
        return new(KeyPurpose.User, FirstSerial, [.. rsa.ExportPkcs8PrivateKey()], time.GetUtcNow());
    }

    /// <summary>False where another process was faster.</summary>
    /// <exception cref="TrafficTrace.Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public Task<bool> TryKeepAsync(SigningKey first, CancellationToken cancelled) => keyring.TryAddAsync(first, cancelled);

    /// <summary>Null when no key has that number.</summary>
    public RsaSecurityKey? Find(string number) => keyring.Current.Find(KeyPurpose.User, number) is { } key ? Ready(key) : null;

    public bool IsRevoked(string tokenId) => keyring.Current.IsRevoked(KeyPurpose.User, tokenId);

    /// <summary>As tokens are signed and checked with it.</summary>
    public RsaSecurityKey Ready(SigningKey key) => _ready.GetValue(key, static key =>
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.Private.AsSpan(), out _);
        return new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true)) { KeyId = key.Serial };
    });
}
