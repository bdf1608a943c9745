using TrafficTrace.ControlPlane.Sources.Names;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources;

/// <summary>
/// Brings what the sources tell into the store, a loop each, and beside them what is observed of hosts. The first load is done when every
/// source has told and every name was looked up: otherwise a restart would take endpoints away until their names are resolved again.
/// </summary>
internal sealed class ResourceFeed(
    IEnumerable<IResourceSource> sources,
    HostNames hosts,
    ResourceStore store,
    FirstLoad firstLoad,
    ILogger<ResourceFeed> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = new List<Task>();
        var loops = new List<Task>();
        foreach (var source in sources)
        {
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            told.Add(first.Task);
            loops.Add(FollowAsync(source, first, stoppingToken));
        }

        loops.Add(FollowHostsAsync(Task.WhenAll(told), stoppingToken));
        await foreach (var ended in Task.WhenEach(loops)) await ended; // a fault ends all of them at once
    }

    /// <summary>A source that ends before it has told anything has refused the start.</summary>
    private async Task FollowAsync(IResourceSource source, TaskCompletionSource first, CancellationToken token)
    {
        await foreach (var changes in source.ReadAsync(token))
        {
            var snapshot = store.Apply(source.Origin, changes.Puts, changes.Deletes);
            LayersReport.Say(log, snapshot.Layers, changes.Puts);
            first.TrySetResult();
        }
    }

    private async Task FollowHostsAsync(Task told, CancellationToken token)
    {
        await told.WaitAsync(token);
        await hosts.LookUpAsync(token);
        firstLoad.Complete();
        await hosts.FollowAsync(token);
    }
}
