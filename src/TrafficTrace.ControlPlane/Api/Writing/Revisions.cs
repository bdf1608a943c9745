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

    /// <summary>Ids of events look alike, but no revision is an id.</summary>
    public string EventIdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Instance}:{number}");

    /// <summary>Null when it is no id of an event of this instance.</summary>
    public long? ParseEventId(string id) => Parse(id, ':');

    /// <summary>Null when it is no revision of this instance.</summary>
    public long? Parse(string text) => Parse(text, '-');

    private long? Parse(string text, char separator) =>
        text.StartsWith($"{Instance}{separator}", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(Instance.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
                ? revision
                : null;
}
