using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads a mapping of which exactly one of some fields has to be there.</summary>
internal static class OneOf
{
    /// <summary>Its name; null, and an error, when there is none or more than one.</summary>
    public static string? Name(Field mapping, params string[] names)
    {
        string[] there = [.. names.Where(name => mapping.Child(name).Exists)];
        if (there.Length == 1) return there[0];
        mapping.Error($"has to have one of {string.Join(", ", names)}");
        return null;
    }
}
