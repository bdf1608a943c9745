using System.Net;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Streaming;

/// <summary>An open stream, as the host sees it.</summary>
public sealed class XdsStream
{
    private const int LookedFor = 1;
    private const int ClientEnded = 2;

    private readonly SnapshotCache _cache;
    private SnapshotSlot _slot;
    private bool _closed;
    private int _end;
    private string? _ended;
    private TaskCompletionSource<IReadOnlyList<TypeStatus>>? _asked;
    private PackedResource? _awaited;

    internal XdsStream(long id, StreamStart start, Admission admission, SnapshotCache cache, Mailbox mailbox)
    {
        Id = id;
        Start = start;
        Observer = admission.Observer;
        Mailbox = mailbox;
        _cache = cache;
        _end = admission.SnapshotFollows ? 0 : LookedFor;
        _slot = cache.Attach(new SnapshotKey(start.NodeId, admission.Variant), mailbox);
    }

    /// <summary>Unique in this process.</summary>
    public long Id { get; }

    public string NodeId => Start.NodeId;

    public StreamStart Start { get; }

    /// <summary>Where the client is; null when that is not known.</summary>
    public IPAddress? Address { get; internal init; }

    /// <summary>As the host said when it admitted the stream.</summary>
    public bool Observer { get; }

    /// <summary>Under which snapshot the stream stands now.</summary>
    public SnapshotKey Key => Volatile.Read(ref _slot).Key;

    /// <summary>What the client should hold; null while there is nothing to say.</summary>
    public Snapshot? Snapshot => Published?.Snapshot;

    internal PublishedSnapshot? Published => Volatile.Read(ref _slot).Published;

    internal Mailbox Mailbox { get; }

    /// <summary>Puts the stream under another snapshot of its node; until there is one it keeps what it has.</summary>
    public void SwitchVariant(string variant)
    {
        var key = new SnapshotKey(NodeId, variant);
        if (key == Key) return;
        var old = Interlocked.Exchange(ref _slot, _cache.Attach(key, Mailbox));
        _cache.Detach(old, Mailbox);
        if (Volatile.Read(ref _closed)) _cache.Detach(Volatile.Read(ref _slot), Mailbox); // it ended meanwhile
        Mailbox.Signal();
    }

    /// <summary>
    /// The host has looked for a snapshot for this stream, and has set it if there is one: a client that has ended its side need not
    /// be kept for it (xds R12).
    /// </summary>
    public void LookedForSnapshot()
    {
        if (Interlocked.Or(ref _end, LookedFor) == ClientEnded) Mailbox.Signal();
    }

    /// <summary>Has the host told once the client holds this very content, at once when it does already. The last call counts.</summary>
    public void TellWhenAccepted(PackedResource resource)
    {
        if (!resource.Equals(Interlocked.Exchange(ref _awaited, resource))) Mailbox.Signal();
    }

    /// <summary>
    /// How far each type has come; empty once the stream has ended. The stream's own loop answers, so one that is stuck in a write
    /// does not.
    /// </summary>
    public Task<IReadOnlyList<TypeStatus>> StatusAsync()
    {
        var mine = new TaskCompletionSource<IReadOnlyList<TypeStatus>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = Interlocked.CompareExchange(ref _asked, mine, null) ?? mine;
        if (Volatile.Read(ref _closed)) AnswerNothing(); // nobody else will
        Mailbox.Signal();
        return asked.Task;
    }

    /// <summary>Why the server ends the stream; null when it does not.</summary>
    internal string? Ended => Volatile.Read(ref _ended);

    /// <summary>Has the stream's loop end it.</summary>
    internal void End(string reason)
    {
        Volatile.Write(ref _ended, reason);
        Mailbox.Signal();
    }

    /// <summary>For a client that has ended its side: there is no snapshot, and the host has not looked for one yet.</summary>
    internal bool AwaitsSnapshot() => (Interlocked.Or(ref _end, ClientEnded) & LookedFor) == 0 && Published is null;

    /// <summary>Answers whoever asked for the status; costs one read when nobody did.</summary>
    internal void Answer(StreamState state)
    {
        if (Volatile.Read(ref _asked) is null) return;
        Interlocked.Exchange(ref _asked, null)?.SetResult([.. state.Types.Select(type => type.Status)]);
    }

    /// <summary>What the host waits for, once, if the client holds it now.</summary>
    internal PackedResource? TakeAccepted(StreamState state)
    {
        if (Volatile.Read(ref _awaited) is not { } awaited || !state.Holds(awaited)) return null;
        return Interlocked.CompareExchange(ref _awaited, null, awaited) == awaited ? awaited : null; // else another was asked for meanwhile
    }

    internal void Close()
    {
        Interlocked.Exchange(ref _closed, true);
        _cache.Detach(Volatile.Read(ref _slot), Mailbox);
        AnswerNothing();
    }

    private void AnswerNothing() => Interlocked.Exchange(ref _asked, null)?.SetResult([]);
}
