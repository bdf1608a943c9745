using System.Diagnostics;
using TrafficTrace.Load.Meshes;
using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>One server with its proxies, and where its figures go. The server is its own.</summary>
internal sealed class Trial(Server server, RunOptions options, Report report) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Longer than anything in flight on one machine, short against a scenario.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    public Server Server => server;

    public RunOptions Options => options;

    public MeshShape Shape => options.Shape;

    public Fleet Fleet { get; } = new(
        new(server.Xds, options.Shape.Proxies, server.Node, options.Rtds, options.Delta, options.ProxiesPerConnection)
        {
            Access = server.Access,
            OverlayServices = options.Shape.Overlay ? options.Shape.Services : null,
        });

    public void Tell(string scenario, string figure, double value) => report.Add(server.Name, scenario, figure, value);

    /// <summary>Waits until something is so, and says what was missing when it never becomes so.</summary>
    public void Await(string scenario, Func<bool> done, Func<string> missing)
    {
        if (!Fleet.RunUntil(done, Limit)) throw new TimeoutException($"{server.Name}, {scenario}: {missing()} after {Limit}");
    }

    /// <summary>Serves the proxies, however long, until something else is done.</summary>
    public async Task<T> ServeUntilAsync<T>(Task<T> other)
    {
        await ServeUntilAsync((Task)other);
        return await other;
    }

    /// <inheritdoc cref="ServeUntilAsync{T}"/>
    public Task ServeUntilAsync(Task other)
    {
        Fleet.RunUntil(() => other.IsCompleted, TimeSpan.MaxValue);
        return other;
    }

    /// <summary>Lets what is still under way arrive.</summary>
    public void Calm() => Fleet.RunFor(Quiet);

    /// <summary>
    /// Makes a change and waits until a number of proxies have got a message of a type. Gives what arrived, and the CPU it took.
    /// </summary>
    public (Arrivals Arrivals, double CpuSeconds) Change(string scenario, Change change, XdsType type, int proxies)
    {
        var before = server.Usage;
        var arrivals = Fleet.Watch();
        arrivals.Begin();
        server.Make(change, options.Rtds);
        Await(
            scenario,
            () => arrivals.Proxies[(int)type] >= proxies,
            () => $"{arrivals.Proxies[(int)type]} of {proxies} proxies got a {type}");
        Calm();
        return (arrivals, server.Usage.CpuSecondsSince(before));
    }

    public void TellMessages(string scenario, Arrivals arrivals)
    {
        for (var type = 0; type < XdsTypes.Count; type++)
        {
            if (arrivals.Messages[type] == 0) continue;
            Tell(scenario, $"{(XdsType)type} messages", arrivals.Messages[type]);
            Tell(scenario, $"{(XdsType)type} bytes a message", (double)arrivals.Bytes[type] / arrivals.Messages[type]);
        }
    }

    public void TellTimes(string scenario, Arrivals arrivals, XdsType type)
    {
        var times = arrivals.Times(type);
        Tell(scenario, "change to proxy, p50 ms", times[times.Length / 2].TotalMilliseconds);
        Tell(scenario, "change to proxy, p99 ms", times[times.Length * 99 / 100].TotalMilliseconds);
        Tell(scenario, "change to last proxy, ms", times[^1].TotalMilliseconds);
        Tell(scenario, "change to last ACK, ms", Stopwatch.GetElapsedTime(arrivals.Start, arrivals.LastAcknowledged).TotalMilliseconds);
    }

    public void Dispose()
    {
        Fleet.Dispose();
        Server.Dispose();
    }
}
