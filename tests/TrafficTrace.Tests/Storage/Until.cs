using System.Diagnostics;

namespace TrafficTrace.Tests.Storage;

/// <summary>Waits for what a journal that is asked tells, and nobody signals.</summary>
internal static class Until
{
    public static Task ReachedAsync(Func<bool> reached) => ReachedAsync(() => Task.FromResult(reached()));

    public static async Task ReachedAsync(Func<Task<bool>> reached)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await reached())
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(20)));
            await Task.Delay(20);
        }
    }
}
