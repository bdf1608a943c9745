using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Tests.Storage;

/// <summary>Of tests that are not about what goes.</summary>
internal static class HistoryBoundsOfTests
{
    public static readonly HistoryBounds All = new(TimeSpan.FromDays(10_000), long.MaxValue);
}
