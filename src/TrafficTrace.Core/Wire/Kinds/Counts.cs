using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads what is counted: whole numbers from 1 on, and lists that have a bound.</summary>
internal static class Counts
{
    /// <summary>Null when absent or, with an error, out of range.</summary>
    public static int? Optional(Field field, int max)
    {
        if (!field.Exists || field.Whole() is not { } count) return null;
        if (count >= 1 && count <= max) return (int)count;
        field.Error($"has to be in the range [1, {max}]");
        return null;
    }

    /// <summary>The items of a list up to its bound; an error when there are more.</summary>
    public static Field[] Items(Field list, int max)
    {
        Field[] items = [.. list.Items()];
        Limit(list, items.Length, max);
        return [.. items.Take(max)];
    }

    /// <summary>An error when there are too many.</summary>
    public static void Limit(Field list, int count, int max)
    {
        if (count > max) list.Error($"cannot have more than {max} elements, but has {count}");
    }
}
