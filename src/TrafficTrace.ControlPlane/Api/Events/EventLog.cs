using System.Collections.Immutable;
using System.Text.Json;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Events;

/// <summary>
/// The newest events, and who waits for more. Readers take from it at their own pace: nothing is kept for one of them, so a slow one costs
/// nothing and is told what it missed. Behind one short lock.
/// </summary>
internal sealed class EventLog(Revisions revisions)
{
    public const string Revision = "revision";
    public const string Status = "status";
    private const string OfFinding = "finding";
    public const string Proxy = "proxy";

    /// <summary>So many of the newest are kept.</summary>
    public const int Kept = 1000;

    private readonly Lock _index = new();
    private ImmutableQueue<ServerEvent> _events = [];
    private TaskCompletionSource _more = NewSignal();
    private TaskCompletionSource _followed = NewSignal(); // completed under the lock: its continuations run elsewhere
    private long _first = 1;
    private long _last;
    private int _readers;

    /// <summary>Number of the newest; 0 before the first.</summary>
    public long Last
    {
        get
        {
            lock (_index) return _last;
        }
    }

    /// <summary>Somebody follows: what costs something to find out is worth it.</summary>
    public bool HasReaders => Volatile.Read(ref _readers) > 0;

    public string IdOf(long number) => revisions.EventIdOf(number);

    /// <summary>The number of an id; null when it is of another instance, or no id.</summary>
    public long? Parse(string id) => revisions.ParseEventId(id) is { } number && number <= Last ? number : null;

    public void Add(Finding finding, bool isOver) =>
        Add(OfFinding, JsonSerializer.Serialize(new FindingEvent(isOver, FindingAnswer.Of(finding)), ApiJson.Default.FindingEvent));

    public void Add(string type, string json)
    {
        TaskCompletionSource signal;
        lock (_index)
        {
            _events = _events.Enqueue(new(++_last, type, json));
            if (_last - _first >= Kept) (_events, _first) = (_events.Dequeue(), _first + 1);
            (signal, _more) = (_more, NewSignal());
        }

        signal.SetResult();
    }

    /// <summary>
    /// Those after <paramref name="number"/>, null when they are not all kept any more; and what completes with the next.
    /// </summary>
    public (IReadOnlyList<ServerEvent>? Events, Task More) After(long number)
    {
        lock (_index)
        {
            if (number >= _last) return ([], _more.Task);
            return (number + 1 < _first ? null : [.. _events.Skip((int)(number + 1 - _first))], _more.Task);
        }
    }

    /// <summary>Counts a reader until it is disposed. Null when there are as many as there may be.</summary>
    public IDisposable? Follow(long most)
    {
        if (Interlocked.Increment(ref _readers) > most)
        {
            Interlocked.Decrement(ref _readers);
            return null;
        }

        lock (_index) _followed.TrySetResult();
        return new Reader(this);
    }

    /// <summary>Completes when somebody has begun to follow since this was asked last.</summary>
    public Task NextReader()
    {
        lock (_index)
        {
            var followed = _followed.Task;
            if (followed.IsCompleted) _followed = NewSignal();
            return followed;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Reader(EventLog log) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref log._readers);
    }
}
