using System.Globalization;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// How many files and connections this process may have open, and how they are shared out. Without a reserve, idle
/// connections would leave no descriptor to read a changed file with.
/// </summary>
internal sealed record OpenFiles(long Limit)
{
    // Where nothing is known of a limit (only Linux tells); macOS allows as many.
    private const long Otherwise = 10_240;

    // The runtime's own, assemblies, watches, and the files that are read.
    private const long Reserve = 256;

    public long ApiConnections => Math.Clamp(Limit / 8, 16, 1536);

    /// <summary>Of those, so many may follow events for as long as they like: the others are for who asks and goes.</summary>
    public long Followers => ApiConnections * 2 / 3;

    public long XdsConnections => Math.Max(16, Limit - Reserve - ApiConnections);

    /// <summary>Fewer proxies than a machine with two cores carries.</summary>
    public bool IsLow => Limit < 4096;

    /// <summary>The limit in force: the runtime raises the soft one to the hard one when it starts.</summary>
    public static OpenFiles OfThisProcess() =>
        File.Exists("/proc/self/limits") ? Of(File.ReadLines("/proc/self/limits")) : new OpenFiles(Otherwise);

    /// <param name="limits">The lines of <c>/proc/self/limits</c>.</param>
    internal static OpenFiles Of(IEnumerable<string> limits)
    {
        var soft = limits.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal))?
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return new OpenFiles(long.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : Otherwise);
    }
}
