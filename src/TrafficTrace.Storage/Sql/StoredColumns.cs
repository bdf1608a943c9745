using System.Data.Common;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>What stands in the columns of rows, and back.</summary>
internal static class StoredColumns
{
    public static object? Ticks(DateTimeOffset? time) => time?.UtcTicks;

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>Of the columns mesh, kind and name, from <paramref name="first"/> on.</summary>
    public static ResourceKey Key(DbDataReader row, int first) => new(
        Parse<ResourceKind>(row.GetString(first + 1)), row.GetString(first), row.GetString(first + 2));

    /// <summary>Of the columns spec, created and modified, from <paramref name="first"/> on; null where there is no document.</summary>
    public static StoredDocument? Document(DbDataReader row, int first, ResourceKey key) =>
        row.IsDBNull(first) ? null : new(key, row.GetString(first), TimeAt(row, first + 1), TimeAt(row, first + 2));

    public static T Parse<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word, out var value)
            ? value
            : throw new JournalAwayException($"the store holds a {typeof(T).Name} that this program does not know: {word}");

    private static DateTimeOffset? TimeAt(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time(row.GetInt64(column));
}
