using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire.Fields;

/// <summary>What is said of a field that nobody reads: which one may be meant, and what holds without that one.</summary>
internal static class UnknownField
{
    /// <param name="name">The field as it is written.</param>
    /// <param name="mapping">Where it stands.</param>
    /// <param name="known">The fields that are read there.</param>
    public static string Message(string name, Field mapping, ReadOnlySpan<KnownField> known)
    {
        if (Nearest(name, known) is not { } meant || mapping.Child(meant.Name).Exists)
            return "is not known here and has no effect: remove it, or correct its name";
        var consequence = meant.Otherwise is null ? "" : $", so {meant.Otherwise}";
        return $"is not known here and has no effect{consequence}: is \"{meant.Name}\" meant?";
    }

    private static KnownField? Nearest(string name, ReadOnlySpan<KnownField> known)
    {
        KnownField? nearest = null;
        var least = int.MaxValue;
        foreach (var field in known)
        {
            var distance = Spelling.Distance(name, field.Name);
            if (distance > Spelling.Tolerated(field.Name) || distance >= least) continue;
            (nearest, least) = (field, distance);
        }

        return nearest;
    }
}
