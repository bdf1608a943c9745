using System.Diagnostics;

namespace TrafficTrace.Tests.Storage;

/// <summary>Waits for what a journal that is asked tells, and nobody signals.</summary>
internal static class Until
{
    public static async Task ReachedAsync(Func<bool> reached)
    {
        var start = Stopwatch.GetTimestamp();
        while (!reached())
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(20)));
            await Task.Delay(20);
        }
    }
}
