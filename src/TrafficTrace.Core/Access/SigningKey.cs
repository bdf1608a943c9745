using System.Collections.Immutable;

namespace TrafficTrace.Core.Access;

/// <summary>A key that signs tokens.</summary>
/// <param name="Purpose">Which tokens.</param>
/// <param name="Serial">A whole number from 1 on: a token's <c>kid</c>.</param>
/// <param name="Private">An RSA key, as PKCS#8.</param>
/// <param name="MadeAt">When it was made, or imported.</param>
public sealed record SigningKey(KeyPurpose Purpose, string Serial, ImmutableArray<byte> Private, DateTimeOffset MadeAt)
{
    /// <summary>The serial as a number; 0 where it is none.</summary>
    public long Number => long.TryParse(Serial, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Nothing of the key itself, wherever it may be written to.</summary>
    public override string ToString() => $"{Purpose} {Serial}";
}
