using System.Globalization;
using System.Security.Cryptography;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>
/// How revisions of the store are told outside: with this instance before them, since another counts anew. To clients they are opaque.
/// </summary>
internal sealed class Revisions
{
    public const string Header = "X-Revision";

    public string Instance { get; } = RandomNumberGenerator.GetHexString(8, lowercase: true);

    public string Of(long revision) => string.Create(CultureInfo.InvariantCulture, $"{Instance}-{revision}");

    /// <summary>Null when it is no revision of this instance.</summary>
    public long? Parse(string text) =>
        text.StartsWith($"{Instance}-", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(Instance.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
                ? revision
                : null;
}
