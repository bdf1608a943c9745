using System.Globalization;
using System.Security.Cryptography;
using TrafficTrace.ControlPlane.Sources.Journal;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>
/// How revisions of the store are told outside: with this instance before them, since another counts anew; and behind them, where others
/// share the journal, how far that has come. To clients they are opaque.
/// </summary>
internal sealed class Revisions(IJournal journal, JournalSource source)
{
    public const string Header = "X-Revision";

    public string Instance { get; } = RandomNumberGenerator.GetHexString(8, lowercase: true);

    public string Of(long revision) => journal.ClusterId is { } cluster
        ? string.Create(CultureInfo.InvariantCulture, $"{Instance}-{revision}-{cluster}-{source.TakenIn}")
        : string.Create(CultureInfo.InvariantCulture, $"{Instance}-{revision}");

    /// <summary>Ids of events look alike, but no revision is an id.</summary>
    public string EventIdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Instance}:{number}");

    /// <summary>Null when it is no id of an event of this instance.</summary>
    public long? ParseEventId(string id) =>
        id.StartsWith($"{Instance}:", StringComparison.Ordinal) ? Number(id[(Instance.Length + 1)..]) : null;

    /// <summary>Null when it is no revision of this instance, nor of another that shares the journal.</summary>
    public SoughtRevision? Parse(string text) => text.Split('-') switch
    {
        [var instance, var revision, ..] when instance == Instance && Number(revision) is { } own => new(own, 0),
        [_, _, var cluster, var position] when cluster == journal.ClusterId && Number(position) is { } told => new(null, told),
        _ => null,
    };

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
