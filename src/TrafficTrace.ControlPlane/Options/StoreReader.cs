using System.Globalization;
using TrafficTrace.Core.Validation;
using TrafficTrace.Storage;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Reads where the store is. A value may hold a password, so no message repeats one.</summary>
internal static class StoreReader
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    private static readonly (string Name, long Bytes)[] Units = [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30)];

    /// <param name="option">Key and value of the option; null where it is not given.</param>
    /// <param name="file">The same of the file that holds it.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static StoreAddress Read((string Key, string Value)? option, (string Key, string Value)? file, List<Problem> problems)
    {
        if (option is not null && file is not null)
        {
            problems.Add(new(
                file.Value.Key, $"and {option.Value.Key} say the same: give one of the two; a variable that is empty is none"));
        }

        var given = option ?? (file is { } named ? InFile(named.Key, named.Value, problems) : null);
        if (given is not var (key, value)) return StoreAddress.Memory;
        var store = StoreAddress.Parse(value, out var wrong);
        if (wrong is not null) problems.Add(new(key, wrong));
        return store ?? StoreAddress.Memory;
    }

    /// <summary>A duration as Go has it, or days: <c>30d</c>. Null when it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        var duration = text.EndsWith('d') ? Days(text[..^1]) : GoDuration.Parse(text);
        return duration > Longest ? Longest : duration;
    }

    /// <summary>Bytes; null when it is no size.</summary>
    public static long? Size(string text)
    {
        var unit = Array.Find(Units, unit => text.EndsWith(unit.Name, StringComparison.Ordinal));
        if (unit.Name is null || !long.TryParse(text[..^unit.Name.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;
        return count <= long.MaxValue / unit.Bytes ? count * unit.Bytes : null;
    }

    private static TimeSpan? Days(string number) =>
        double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && double.IsFinite(days)
            ? TimeSpan.FromDays(Math.Min(days, Longest.TotalDays))
            : null;

    private static (string Key, string Value)? InFile(string key, string path, List<Problem> problems)
    {
        try
        {
            return (key, File.ReadAllText(path).Trim());
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(new(key, $"'{path}' can't be read: {unreadable.Message}"));
            return null;
        }
    }
}
