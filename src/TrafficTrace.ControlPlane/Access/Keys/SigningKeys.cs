using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Access.Keys;

/// <summary>Makes signing keys, and has those that there are ready for use.</summary>
internal sealed class SigningKeys(IKeyring keyring, TimeProvider time)
{
    private const int Bits = 2048;

    private readonly ConditionalWeakTable<SigningKey, RsaSecurityKey> _ready = [];

    public KeySet Current => keyring.Current;

    /// <summary>With which tokens are signed; the first is made where there is none.</summary>
    /// <exception cref="Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public async Task<RsaSecurityKey> NewestAsync(KeyPurpose purpose, CancellationToken cancelled)
    {
        while (true)
        {
            await keyring.RefreshAsync(cancelled);
            if (keyring.Current.Newest(purpose) is { } newest) return Ready(newest);
            await keyring.TryAddAsync(New(purpose), cancelled); // where another process was faster, its key is the one
        }
    }

    /// <summary>A first key, which nobody knows until it is <see cref="TryKeepAsync">kept</see>; null where there is one.</summary>
    /// <exception cref="Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public async Task<SigningKey?> FirstAsync(KeyPurpose purpose, CancellationToken cancelled)
    {
        await keyring.RefreshAsync(cancelled);
        return keyring.Current.Newest(purpose) is null ? New(purpose) : null;
    }

    /// <summary>False where another process was faster.</summary>
    /// <exception cref="Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public Task<bool> TryKeepAsync(SigningKey first, CancellationToken cancelled) => keyring.TryAddAsync(first, cancelled);

    /// <summary>A new key that signs from now on; what others have signed stays good. Null where there are too many.</summary>
    /// <exception cref="Core.Store.JournalAwayException">The store of keys can't be reached.</exception>
    public async Task<SigningKey?> RotateAsync(KeyPurpose purpose, CancellationToken cancelled)
    {
        while (true)
        {
            await keyring.RefreshAsync(cancelled);
            if (keyring.Current.Of(purpose).Count() >= KeySet.Most) return null;
            var key = New(purpose);
            if (await keyring.TryAddAsync(key, cancelled)) return key;
        }
    }

    /// <summary>Null when there is none of that serial.</summary>
    public RsaSecurityKey? Find(KeyPurpose purpose, string serial) =>
        keyring.Current.Find(purpose, serial) is { } key ? Ready(key) : null;

    /// <summary>As tokens are signed and checked with it.</summary>
    public RsaSecurityKey Ready(SigningKey key) => _ready.GetValue(key, static key =>
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.Private.AsSpan(), out _);
        return new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true)) { KeyId = key.Serial };
    });

    private SigningKey New(KeyPurpose purpose)
    {
        using var rsa = RSA.Create(Bits);
        var serial = (keyring.Current.Newest(purpose)?.Number ?? 0) + 1;
        return new(purpose, serial.ToString(CultureInfo.InvariantCulture), [.. rsa.ExportPkcs8PrivateKey()], time.GetUtcNow());
    }
}
