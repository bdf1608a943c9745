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

    /// <summary>Ends, or fails, as <paramref name="start"/> does there.</summary>
    public static Task StartAsync(Action start)
    {
        var started = new Task(start, TaskCreationOptions.RunContinuationsAsynchronously); // what waits for it does not go on there
        Starts.Add(started);
        return started;
    }

    private static void Run()
    {
        foreach (var start in Starts.GetConsumingEnumerable()) start.RunSynchronously();
    }
}
