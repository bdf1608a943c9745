namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>
/// The memory of the process once it stands still. What ended a moment ago is let go a little later, on other threads, and nothing tells
/// when.
/// </summary>
internal static class SettledMemory
{
    /// <summary>In bytes, after a full collection.</summary>
    /// <param name="still">It may fall by so many bytes in a tenth of a second and be still.</param>
    public static async Task<long> ReadAsync(long still)
    {
        var (before, now) = (long.MaxValue, GC.GetTotalMemory(forceFullCollection: true));
        for (var looks = 0; looks < 3; looks = before - now > still ? 0 : looks + 1)
        {
            await Task.Delay(100);
            (before, now) = (now, GC.GetTotalMemory(forceFullCollection: true));
        }

        return now;
    }
}
