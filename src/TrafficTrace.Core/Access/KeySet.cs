using System.Collections.Immutable;

namespace TrafficTrace.Core.Access;

/// <summary>Signing keys and revocations as they are at one moment.</summary>
public sealed record KeySet(ImmutableArray<SigningKey> All, ImmutableDictionary<(KeyPurpose Purpose, string TokenId), Revocation> Revoked)
{
    /// <summary>Keys of one purpose.</summary>
    public const int Most = 100;

    /// <summary>Revocations in all.</summary>
    public const int MostRevoked = 100_000;

    public static readonly KeySet None = new([], ImmutableDictionary<(KeyPurpose, string), Revocation>.Empty);

    /// <summary>The newest last.</summary>
    public IEnumerable<SigningKey> Of(KeyPurpose purpose) => All.Where(key => key.Purpose == purpose).OrderBy(key => key.Number);

    /// <summary>With which tokens are signed; null while there is none.</summary>
    public SigningKey? Newest(KeyPurpose purpose) => Of(purpose).LastOrDefault();

    public SigningKey? Find(KeyPurpose purpose, string serial) =>
        All.FirstOrDefault(key => key.Purpose == purpose && key.Serial == serial);

    public bool IsRevoked(KeyPurpose purpose, string tokenId) => Revoked.ContainsKey((purpose, tokenId));

    public KeySet With(SigningKey key) => this with { All = All.Add(key) };

    public KeySet Without(SigningKey key) => this with { All = All.Remove(key) };

    public KeySet With(IEnumerable<Revocation> revocations) => this with
    {
        Revoked = Revoked.SetItems(revocations.Where(one => !IsRevoked(one.Purpose, one.TokenId))
            .Select(one => KeyValuePair.Create((one.Purpose, one.TokenId), one))),
    };
}
