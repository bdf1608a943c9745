using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TrafficTrace.Core.Access;

namespace TrafficTrace.Storage.Sql;

/// <summary>Seals private keys before they reach a database: AES-256-GCM, bound to purpose and serial.</summary>
public sealed class KeySeal
{
    /// <summary>Bytes of the key that seals.</summary>
    public const int Length = 32;

    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    private static readonly int HeadLength = NonceLength + TagLength;

    private readonly byte[] _key;

    /// <param name="key">Of <see cref="Length"/> bytes.</param>
    public KeySeal(byte[] key) => _key = key.Length == Length ? key : throw new ArgumentException($"has to be {Length} bytes", nameof(key));

    internal string Seal(SigningKey key)
    {
        var sealedKey = new byte[HeadLength + key.Private.Length];
        var nonce = sealedKey.AsSpan(0, NonceLength);
        var tag = sealedKey.AsSpan(NonceLength, TagLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagLength);
        cipher.Encrypt(nonce, key.Private.AsSpan(), sealedKey.AsSpan(HeadLength), tag, Bound(key.Purpose, key.Serial));
        return Convert.ToBase64String(sealedKey);
    }

    /// <summary>Null where it was sealed with another key, or changed since.</summary>
    internal ImmutableArray<byte>? Open(KeyPurpose purpose, string serial, string sealedKey)
    {
        try
        {
            ReadOnlySpan<byte> bytes = Convert.FromBase64String(sealedKey);
            if (bytes.Length < HeadLength) return null;
            var plain = new byte[bytes.Length - HeadLength];
            using var cipher = new AesGcm(_key, TagLength);
            cipher.Decrypt(
                bytes[..NonceLength], bytes[HeadLength..], bytes.Slice(NonceLength, TagLength), plain, Bound(purpose, serial));
            return [.. plain];
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Bound(KeyPurpose purpose, string serial) => Encoding.UTF8.GetBytes($"{purpose}/{serial}");
}
