using System.Collections.Immutable;

namespace TrafficTrace.Fleet.Registration;

/// <summary>
/// Which of the instances that share the rows live, told from their beats by the clock of this one alone. Touched by the registrar's loop
/// alone.
/// </summary>
internal sealed class LivingInstances
{
    /// <summary>One that has not looked at the rows for so long is gone.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (long Beat, DateTimeOffset ChangedAt, bool Moved)> _known = new(StringComparer.Ordinal);

    public void Look(ImmutableDictionary<string, long> beats, DateTimeOffset now)
    {
        foreach (var (instance, beat) in beats)
        {
            if (!_known.TryGetValue(instance, out var known)) _known[instance] = (beat, now, false);
            else if (known.Beat != beat) _known[instance] = (beat, now, true);
        }
    }

    /// <summary>It was seen to look again.</summary>
    public bool Lives(string instance, DateTimeOffset now) =>
        _known.TryGetValue(instance, out var known) && known.Moved && !IsSilent(known, now);

    /// <summary>It has not looked for long, or never was there.</summary>
    public bool IsGone(string instance, DateTimeOffset now) => !_known.TryGetValue(instance, out var known) || IsSilent(known, now);

    private static bool IsSilent((long Beat, DateTimeOffset ChangedAt, bool Moved) known, DateTimeOffset now) =>
        now - known.ChangedAt > Silence;
}
