using System.Net;
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
    private StreamEnd? _ended;
    private StreamStatus _status = StreamStatus.None;

    internal XdsStream(long id, StreamStart start, Admission admission, SnapshotCache cache, Mailbox mailbox)
    {
        Id = id;
        Start = start;
        Observer = admission.Observer;
        Confidential = admission.Confidential;
        Identity = admission.Identity;
        Ticket = admission.Ticket;
        Mailbox = mailbox;
        _cache = cache;
        _end = admission.SnapshotFollows ? 0 : LookedFor;
        _slot = cache.Attach(new SnapshotKey(start.NodeId, admission.Variant), mailbox);
    }

    /// <summary>Unique in this process.</summary>
    public long Id { get; }

    public string NodeId => Start.NodeId;

    public StreamStart Start { get; }

    /// <summary>When it was admitted.</summary>
    public DateTimeOffset OpenedAt { get; internal init; }

    /// <summary>Where the client is; null when that is not known.</summary>
    public IPAddress? Address { get; internal init; }

    /// <summary>Its connection speaks TLS.</summary>
    public bool Encrypted { get; internal init; }

    /// <summary>As the host said when it admitted the stream.</summary>
    public bool Observer { get; }

    /// <summary>Whether it may be sent confidential resources: as the host said.</summary>
    public bool Confidential { get; }

    /// <summary>Who it is: as the host said.</summary>
    public object? Identity { get; }

    /// <summary>What the host gave it along.</summary>
    public object? Ticket { get; }

    /// <summary>Under which snapshot the stream stands now.</summary>
    public SnapshotKey Key => Volatile.Read(ref _slot).Key;

    /// <summary>How far the client is, as of its last answer or what it was sent last. Reading it costs and wakes nobody.</summary>
    public StreamStatus Status => Volatile.Read(ref _status);

    /// <summary>What the client should hold; null while there is nothing to say.</summary>
    public Snapshot? Snapshot => Published is { } published ? Allowed(published.Snapshot) : null;

    /// <summary>
    /// The client is known to have accepted all of <see cref="Snapshot"/> that it asked for. Where false, its <see cref="Status"/> tells.
    /// </summary>
    public bool HasAccepted => Status.Accepted is { } accepted && ReferenceEquals(accepted, Published?.Snapshot);

    internal PublishedSnapshot? Published => Volatile.Read(ref _slot).Published;

    internal Mailbox Mailbox { get; }

    /// <summary>A timestamp of the clock: from then on the stream is too old.</summary>
    internal long OldAt { get; init; } = long.MaxValue;

    /// <summary>What of <paramref name="snapshot"/> it may be sent.</summary>
    internal Snapshot Allowed(Snapshot snapshot) => Confidential ? snapshot : snapshot.WithoutConfidential;

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

    /// <summary>Has the stream's loop end it; the client is told why. The first call counts.</summary>
    public void End(StreamEndCode code, string text) => End(new StreamEnd(code, text));

    internal void End(StreamEnd end)
    {
        Interlocked.CompareExchange(ref _ended, end, null);
        Mailbox.Signal();
    }

    /// <summary>Why the server ends the stream; null when it does not.</summary>
    internal StreamEnd? Ended => Volatile.Read(ref _ended);

    /// <summary>For a client that has ended its side: there is no snapshot, and the host has not looked for one yet.</summary>
    internal bool AwaitsSnapshot() => (Interlocked.Or(ref _end, ClientEnded) & LookedFor) == 0 && Published is null;

    /// <summary>By the stream's loop alone.</summary>
    internal void Publish(StreamStatus status) => Volatile.Write(ref _status, status);

    /// <summary>The same, once nothing is left to send.</summary>
    internal void TellAccepted(StreamState state) =>
        Publish(Published is { } published ? state.StatusOf(published.Snapshot, Allowed(published.Snapshot)) : state.Status());

    internal void Close()
    {
        Interlocked.Exchange(ref _closed, true);
        _cache.Detach(Volatile.Read(ref _slot), Mailbox);
    }
}
