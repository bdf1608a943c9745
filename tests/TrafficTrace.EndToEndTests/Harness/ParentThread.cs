using System.Collections.Concurrent;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// Starts all processes on one thread that never ends. Envoy asks the kernel for SIGTERM when its parent dies
/// (<c>PR_SET_PDEATHSIG</c>), and to the kernel the parent is the thread that started it: a thread of the pool goes after some
/// twenty idle seconds, and would take the Envoy with it.
/// </summary>
internal static class ParentThread
{
    private static readonly BlockingCollection<Task> Starts = [];

    static ParentThread() => new Thread(Run) { IsBackground = true, Name = "parent of the processes" }.Start();

    /// <summary>Returns, or throws, as <paramref name="start"/> does there.</summary>
    public static void Start(Action start)
    {
        var started = new Task(start);
        Starts.Add(started);
        started.GetAwaiter().GetResult(); // waits as long as starting here would have taken, and throws what it throws
    }

    private static void Run()
    {
        foreach (var start in Starts.GetConsumingEnumerable()) start.RunSynchronously();
    }
}
