using System.Collections.Immutable;

namespace TrafficTrace.Fleet.Registration;

/// <summary>
/// Losing contact is not losing health: whether a proxy went away by itself, or together with so many others of its mesh that the way to
/// them is more likely to be broken than they are. Pure.
/// </summary>
/// <param name="GoneAt">When those that are gone went, in order: those that were taken away since too.</param>
/// <param name="Registered">How many there were with them.</param>
internal sealed record ContactLoss(ImmutableArray<DateTimeOffset> GoneAt, int Registered)
{
    /// <summary>Fewer are never many.</summary>
    public const int Fewest = 3;

    /// <summary>More than one in so many are many.</summary>
    public const int OneIn = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static ContactLoss Of(IEnumerable<DateTimeOffset> goneAt, int registered) => new([.. goneAt.Order()], registered);

    /// <summary>Whether too many went within a minute of <paramref name="at"/>, before or after.</summary>
    public bool HasManyAround(DateTimeOffset at)
    {
        var around = CountBefore(at + Window, orAt: true) - CountBefore(at - Window, orAt: false);
        return around >= Fewest && around * OneIn > Registered;
    }

    private int CountBefore(DateTimeOffset at, bool orAt)
    {
        var (low, high) = (0, GoneAt.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (GoneAt[middle] < at || (orAt && GoneAt[middle] == at)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
