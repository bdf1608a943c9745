using System.Globalization;

namespace TrafficTrace.Load.Servers;

/// <summary>CPU time and memory of a process, from /proc.</summary>
internal sealed class Usage
{
    private readonly Dictionary<string, long> _threads = [];

    private Usage()
    {
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Resident { get; private init; }

    public static Usage Of(int process)
    {
        var usage = new Usage { Resident = ResidentOf(process) };
        foreach (var thread in Directory.GetDirectories($"/proc/{process}/task"))
        {
            if (NanosecondsOf(thread) is { } nanoseconds) usage._threads[thread] = nanoseconds;
        }

        return usage;
    }

    /// <summary>
    /// Seconds of CPU since an earlier reading, to the nanosecond: the sum over all threads, since /proc/PID/schedstat alone
    /// tells of the first one. What a thread that has ended in between used is lost.
    /// </summary>
    public double CpuSecondsSince(Usage earlier) =>
        _threads.Sum(thread => thread.Value - earlier._threads.GetValueOrDefault(thread.Key)) / 1e9;

    private static long? NanosecondsOf(string thread)
    {
        try
        {
            return long.Parse(File.ReadAllText($"{thread}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // the thread has ended since it was listed
        }
    }

    private static long ResidentOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
