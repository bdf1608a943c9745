using System.Diagnostics;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>Waits for what another process does, which gives no signal: asks every 20 ms until it holds or the time is over.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>How long it took. <paramref name="what"/> says what was waited for when it did not come.</summary>
    public static async Task<TimeSpan> TrueAsync(Func<Task<bool>> holds, TimeSpan within, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > within) Assert.Fail($"Not within {within.TotalSeconds} s: {what}");
            await Task.Delay(Step);
        }

        return watch.Elapsed;
    }

    public static Task<TimeSpan> TrueAsync(Func<bool> holds, TimeSpan within, string what) =>
        TrueAsync(() => Task.FromResult(holds()), within, what);

    /// <summary>Sends a request until one is answered well.</summary>
    public static async Task AnsweredAsync(Uri address)
    {
        using var http = new HttpClient();
        await TrueAsync(
            async () =>
            {
                using var response = await http.GetAsync(address);
                return response.IsSuccessStatusCode;
            },
            TimeSpan.FromSeconds(5),
            "requests pass");
    }

    /// <summary>The value once it has not changed for <paramref name="quiet"/>.</summary>
    public static async Task<T> SettledAsync<T>(Func<T> value, TimeSpan quiet)
    {
        var last = value();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < quiet)
        {
            await Task.Delay(Step);
            var now = value();
            if (EqualityComparer<T>.Default.Equals(now, last)) continue;
            last = now;
            watch.Restart();
        }

        return last;
    }
}
