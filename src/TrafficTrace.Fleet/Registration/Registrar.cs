using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Registration;

/// <summary>
/// The loop that owns which proxies have registered themselves; what it tells is an origin of the store. Streams ask it and tell it, one
/// after the other. At its end nothing is taken away: a shutdown is no reason for a proxy to be gone.
/// </summary>
public sealed class Registrar : IResourceSource
{
    /// <summary>
    /// After a start nobody is answered until all that are known are back, or for so long: Envoy itself waits 15 s for its clusters.
    /// </summary>
    public static readonly TimeSpan MostWait = TimeSpan.FromSeconds(8);

    private readonly Channel<Action> _inbox = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly Dictionary<long, XdsStream> _streams = [];
    private readonly List<Action> _answers = [];
    private readonly Registry _registry;
    private readonly RegistrationRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly ILogger<Registrar> _log;
    private readonly FleetStatus _status;

    /// <param name="registrations">Where they are kept.</param>
    /// <param name="instance">This one of the control planes, as no other process is called.</param>
    /// <param name="status">Is told how many there are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Is told who comes, and who stays although he is gone.</param>
    public Registrar(IRegistrations registrations, string instance, FleetStatus status, TimeProvider time, ILogger<Registrar> log)
    {
        _registry = new(instance, registrations.IsShared);
        _recorder = new(registrations, instance, time, log);
        (_status, _time, _log) = (status, time, log);
    }

    public Origin Origin => Origin.NodeMetadata;

    /// <summary>
    /// Registers what a stream brings that is about to open. Answered once the store has it: with the Dataplane that stands for it from
    /// then on, or with the reason why the stream is not let in.
    /// </summary>
    internal Task<(Dataplane? Kept, StreamEnd? Refusal)> ClaimAsync(Claim claim, CancellationToken token) =>
        AskAsync<(Dataplane?, StreamEnd?)>(
            () => _registry.Claim(claim, _time.GetUtcNow()) is { } refusal ? (null, refusal) : (_registry.Find(claim.Key), null), token);

    /// <summary>A stream whose claim was answered has opened.</summary>
    internal void Opened(XdsStream stream, Dataplane brought) => Post(() => Open(stream, brought));

    /// <summary>It has closed.</summary>
    internal void Closed(XdsStream stream, Dataplane brought) => Post(() =>
    {
        if (_streams.Remove(stream.Id)) _registry.Closed(stream.Id, brought.Key, _time.GetUtcNow());
    });

    /// <summary>Lets those proxies of a mesh go that went away together and have not returned; gives how many.</summary>
    public Task<int> ReleaseAsync(string mesh, CancellationToken token) => AskAsync(() => _registry.Release(mesh), token);

    /// <summary>All that are registered, in the order of their names.</summary>
    public Task<IReadOnlyList<RegisteredDataplane>> ListAsync(CancellationToken token) => AskAsync(
        () => (IReadOnlyList<RegisteredDataplane>)
        [
            .. _registry.All.Select(RegisteredDataplane.Of)
                .OrderBy(one => one.Mesh, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal),
        ],
        token);

    public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        if (await _recorder.FirstAsync(token) is not { } rows) yield break;
        _registry.Load(rows, _time.GetUtcNow());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var recording = _recorder.RunAsync(Post, _registry.Recorded, read => _registry.Take(read, _time.GetUtcNow()), stop.Token);
        try
        {
            await WaitForReturnsAsync(token);
            yield return Tell();
            while (true)
            {
                await NextAsync(_registry.DueAt, token);
                Step();
                if (_registry.News.Changed.Count > 0) yield return Tell(); // who asks for the next has put this into the store
                else Tell();
                Answer();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await recording.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WaitForReturnsAsync(CancellationToken token)
    {
        var until = _time.GetUtcNow() + MostWait;
        while (!_registry.AreAllBack(_time.GetUtcNow()) && _time.GetUtcNow() < until)
        {
            await NextAsync(until, token);
            Step();
            Answer(); // nobody is served yet, so nobody misses that the store has it
        }
    }

    private async Task NextAsync(DateTimeOffset? due, CancellationToken token)
    {
        var pause = due is { } at ? at - _time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        if (due is not null && pause <= TimeSpan.Zero) return;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task news = _inbox.Reader.WaitToReadAsync(waiting.Token).AsTask();
        await news.WaitAsync(pause, _time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!news.IsCompleted) await waiting.CancelAsync();
        token.ThrowIfCancellationRequested();
    }

    private void Step()
    {
        while (_inbox.Reader.TryRead(out var next)) next();
        _registry.Expire(_time.GetUtcNow());
    }

    private void Open(XdsStream stream, Dataplane brought)
    {
        if (_registry.Opened(stream.Id, brought)) _streams[stream.Id] = stream;
        else EndReplaced(stream);
    }

    private static void EndReplaced(XdsStream stream) => stream.End(
        StreamEndCode.Unavailable, "a proxy of this name was started later with another Dataplane, and takes its place");

    /// <summary>Hands on all that is new: what is for the store is returned.</summary>
    private ResourceChanges Tell()
    {
        var news = _registry.News;
        _recorder.Write(news.Puts, news.Removals);
        foreach (var id in news.Replaced)
        {
            if (_streams.Remove(id, out var stream)) EndReplaced(stream);
        }

        RegistrationReport.Say(_log, news, _registry);
        var changes = new ResourceChanges(
            PlacedResource.Nowhere(news.Changed.Values.OfType<Dataplane>()),
            [.. news.Changed.Where(change => change.Value is null).Select(change => change.Key)]);
        news.Clear();
        _status.Registrations = [.. _registry.Counts.OrderBy(counts => counts.Mesh, StringComparer.Ordinal)];
        return changes;
    }

    private void Answer()
    {
        foreach (var answer in _answers) answer();
        _answers.Clear();
    }

    private void Post(Action action) => _inbox.Writer.TryWrite(action);

    private Task<T> AskAsync<T>(Func<T> ask, CancellationToken token)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            var told = ask();
            _answers.Add(() => answer.SetResult(told));
        });
        return answer.Task.WaitAsync(token);
    }
}
