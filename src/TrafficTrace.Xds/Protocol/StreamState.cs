using System.Collections.Immutable;
using System.Text;
using Envoy.Api.Protos;
using Grpc.Core;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// All that one stream knows: who the client is, and a <see cref="TypeState"/> a type. Takes requests in and says what to
/// send next; does no input or output, has no clock and no thread of its own.
/// </summary>
/// <param name="delta">The variant that the stream speaks.</param>
/// <param name="impliedTypeUrl">The one type of a per-type service; null for ADS.</param>
/// <param name="maxNames">Resource names that one type may name.</param>
/// <param name="keptMetadata">The fields of a node's metadata that are kept; none where it is left out.</param>
internal sealed class StreamState(
    bool delta, string? impliedTypeUrl, int maxNames, ImmutableArray<string> keptMetadata = default)
{
    /// <summary>
    /// How long a response that the client has not answered holds others back. Envoy keeps the ACK of CDS to itself while clusters
    /// warm, so what follows must not wait for it for long.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int MaxUnknownTypes = 16;
    private const int MaxIdentifierBytes = 1024; // of a node's id, and of a type URL
    private const int MaxStartNames = 16; // of the first request, for the host to tell what kind of client it is
    private const int MaxStartName = 256;

    private ImmutableArray<TypeState> _types = []; // in push order; those that we do not know come last
    private HashSet<string>? _sentBeforeEndpoints; // names of endpoints, of clusters that were sent before the client asked for any
    private HashSet<string>? _unasked; // endpoints of clusters that were just sent, until the client asks for them
    private DateTimeOffset _clustersSentAt;
    private bool _ended;
    private StreamStatus _status = StreamStatus.None;

    /// <summary>Null until the first request.</summary>
    public StreamStart? Start { get; private set; }

    /// <summary>When to look again although nothing happened; null when only events matter.</summary>
    public DateTimeOffset? LookAgainAt { get; private set; }

    /// <summary>What the names and texts that the client gave take in memory, about.</summary>
    public long HeldBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var state in _types) bytes += state.HeldBytes; // without a closure, for it is asked for at every request
            return bytes;
        }
    }

    /// <summary>How far each type has come; the same object as long as nothing has changed.</summary>
    public StreamStatus Status()
    {
        if (!IsStatus(_status)) _status = new(ImmutableArray.CreateRange(_types, static state => state.Status));
        return _status;
    }

    /// <summary>The same, with whether the client has accepted what it is to hold: for when nothing of that is left to send.</summary>
    /// <param name="published">The snapshot in force.</param>
    /// <param name="allowed">What of it the client may be sent.</param>
    public StreamStatus StatusOf(Snapshot published, Snapshot allowed)
    {
        var status = Status();
        if (!ReferenceEquals(status.Accepted, published) && status.HasAccepted(allowed)) _status = status with { Accepted = published };
        return _status;
    }

    /// <exception cref="RpcException">The request breaks the protocol or a limit; the stream ends with this status.</exception>
    public (TypeState State, RequestKind Kind) Receive(SubscriptionRequest request, DateTimeOffset now)
    {
        var typeUrl = TypeUrlOf(request);
        Identify(request, typeUrl);
        if (request.NameCount > maxNames)
            throw Exhausted($"{request.NameCount} resource names in one request; at most {maxNames} are taken");
        var state = StateOf(ResourceType.Of(typeUrl));
        var kind = state.Receive(request, now);
        if (state.View.Subscription.Names.Length > maxNames)
            throw Exhausted($"more than {maxNames} resource names are subscribed");
        if (state.View.Given.Items.Length > maxNames)
            throw Exhausted($"more than {maxNames} resource names that are not served were brought along or given up");
        if (kind == RequestKind.Initial && state.Type == ResourceType.Endpoints && _sentBeforeEndpoints is { } waiting)
        {
            state.Forget(waiting); // the client may hold them, and still wait for them (xds R104)
            _sentBeforeEndpoints = null;
        }

        if (kind == RequestKind.Ack) RetryAfter(state);
        return (state, kind);
    }

    /// <summary>
    /// The client has ended its side: it will answer nothing and ask for nothing, so nothing waits for it any more (xds R12).
    /// </summary>
    public void EndOfRequests() => _ended = true;

    /// <summary>
    /// The next response that is due, in push order; null when none is. What a listener or a route needs goes before it: it waits for
    /// what is still to be sent, not for its ACK (xds R101).
    /// </summary>
    public (TypeState State, PlannedResponse Plan)? Next(Snapshot snapshot, DateTimeOffset now)
    {
        LookAgainAt = null;
        foreach (var state in _types) RetryDue(state, now);
        var earlierUnsent = false;
        foreach (var state in _types)
        {
            if (state.Type.Index < 0) break;
            if (earlierUnsent && state.Type.Index >= ResourceType.Listener.Index) break;
            var plan = state.Plan(snapshot[state.Type], HoldsRemovals(state, snapshot));
            if (plan is null) continue;
            if (state.Type.Index >= ResourceType.Listener.Index && EndpointsAwaited(now)) break;
            if (state.InFlight is null || (state.Type == ResourceType.Cluster && !Waits(state.InFlight.SentAt, now))) return (state, plan);
            earlierUnsent |= Waits(state.InFlight.SentAt, now);
        }

        return NextUnknown();
    }

    /// <summary>Books a response that is about to be written.</summary>
    public void Sent(TypeState state, PlannedResponse plan, string nonce, DateTimeOffset now, long changedAt = 0)
    {
        state.Send(plan, nonce, now, changedAt);
        if (state.Type == ResourceType.Cluster) FollowWithEndpoints(state.InFlight!.Response, now);
    }

    // Envoy itself tries nothing again.
    private void RetryAfter(TypeState accepted)
    {
        if (accepted.Type == ResourceType.Listener) accepted.Retry(RejectionCause.Listener);
        if (accepted.Type != ResourceType.Cluster) return;
        foreach (var type in ResourceType.Cluster.Referrers) StateOrNull(type)?.Retry(RejectionCause.Cluster);
    }

    // A stream that holds something back for a reason that can pass wakes when its pause is over; no other needs a timer for it.
    private void RetryDue(TypeState state, DateTimeOffset now)
    {
        if (state.RetryAt is null) return;
        state.Retry(now);
        if (state.RetryAt is { } at && (LookAgainAt is null || at < LookAgainAt)) LookAgainAt = at;
    }

    // A type that we do not know has no resources; delta is told so (xds R6).
    private (TypeState State, PlannedResponse Plan)? NextUnknown()
    {
        foreach (var state in _types)
        {
            if (state.Type.Index >= 0) continue;
            if (state.InFlight is null && state.Plan(ResourceSet.Empty, holdRemovals: false) is { } plan) return (state, plan);
        }

        return null;
    }

    // A changed cluster stays warming until endpoints arrive after it, be they the same as before (xds R103, R104).
    private void FollowWithEndpoints(PlannedResponse plan, DateTimeOffset now)
    {
        var names = plan.Changed.Select(item => plan.Set.Find(item.Name)?.EndpointsName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (StateOrNull(ResourceType.Endpoints) is { } endpoints) endpoints.Forget(names);
        else if (delta && impliedTypeUrl is null) (_sentBeforeEndpoints ??= new(StringComparer.Ordinal)).UnionWith(names);
        if (impliedTypeUrl is not null || names.Count == 0) return;
        _clustersSentAt = now;
        if (_unasked is null) _unasked = names;
        else _unasked.UnionWith(names);
    }

    // A client that was just sent an EDS cluster asks for its endpoints, before it accepts the cluster or after; the listener or route
    // that uses it comes after them.
    private bool EndpointsAwaited(DateTimeOffset now)
    {
        if (_unasked is null) return false;
        if (StateOrNull(ResourceType.Endpoints)?.View.Subscription is { } asked) _unasked.RemoveWhere(asked.Contains);
        if (_unasked.Count > 0 && Waits(_clustersSentAt, now)) return true;
        _unasked = null;
        return false;
    }

    private bool Waits(DateTimeOffset sentAt, DateTimeOffset now)
    {
        var until = sentAt + Patience;
        if (_ended || until <= now) return false;
        if (LookAgainAt is null || until < LookAgainAt) LookAgainAt = until;
        return true;
    }

    // Nothing goes while something that the client accepted, or may have, refers to it (xds R102).
    private bool HoldsRemovals(TypeState state, Snapshot snapshot)
    {
        if (state.Type.Referrers.IsEmpty || !state.Misses(snapshot[state.Type])) return false;
        foreach (var type in state.Type.Referrers)
        {
            if (StateOrNull(type) is { } referrer && !referrer.Settled(snapshot[type], HoldsRemovals(referrer, snapshot))) return true;
        }

        return false;
    }

    private string TypeUrlOf(SubscriptionRequest request)
    {
        if (impliedTypeUrl is null)
        {
            if (request.TypeUrl.Length == 0) throw Invalid("type_url is missing; on ADS every request carries one");
            return Limited("type_url", request.TypeUrl);
        }

        if (request.TypeUrl.Length > 0 && request.TypeUrl != impliedTypeUrl)
            throw Invalid($"type_url is '{new ClientText(request.TypeUrl)}', but this service serves '{impliedTypeUrl}' only");
        return impliedTypeUrl;
    }

    // The first request of a stream says who the client is, for all that follow (xds R7 to R9).
    private void Identify(SubscriptionRequest request, string typeUrl)
    {
        var id = request.Node?.Id ?? "";
        if (Start is null)
        {
            if (id.Length == 0) throw Invalid("node.id is missing in the first request of the stream");
            string[] names = [.. (request.Names ?? request.Subscribe).Where(name => name.Length <= MaxStartName).Take(MaxStartNames)];
            var node = KeptNode.Of(request.Node!, keptMetadata.IsDefault ? [] : keptMetadata);
            Start = new StreamStart(Limited("node.id", id), node, typeUrl, names, delta, impliedTypeUrl is null);
        }
        else if (id.Length > 0 && id != Start.NodeId)
        {
            throw Invalid(
                $"node.id was '{new ClientText(Start.NodeId)}' and is now '{new ClientText(id)}'; a stream belongs to one node");
        }
    }

    // Asked for several times a message: nothing is allocated.
    private bool IsStatus(StreamStatus status)
    {
        if (status.Types.Length != _types.Length) return false;
        for (var i = 0; i < _types.Length; i++)
        {
            if (!ReferenceEquals(_types[i].Status, status.Types[i])) return false;
        }

        return true;
    }

    private TypeState? StateOrNull(ResourceType type)
    {
        foreach (var state in _types) // a handful
        {
            if (state.Type.TypeUrl == type.TypeUrl) return state;
        }

        return null;
    }

    private TypeState StateOf(ResourceType type) => StateOrNull(type) ?? NewStateOf(type);

    private TypeState NewStateOf(ResourceType type)
    {
        var isKnown = type.Index >= 0;
        if (!isKnown && _types.Count(other => other.Type.Index < 0) == MaxUnknownTypes)
            throw Ended(StatusCode.ResourceExhausted, $"more than {MaxUnknownTypes} types that are not served here were asked for");
        var state = new TypeState(type, delta, Start!.NodeId);
        var place = isKnown ? _types.Count(other => other.Type.Index >= 0 && other.Type.Index < type.Index) : _types.Length;
        _types = _types.Insert(place, state);
        return state;
    }

    private static string Limited(string field, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= MaxIdentifierBytes ? text : throw Invalid($"{field} has {bytes} bytes; at most {MaxIdentifierBytes} are taken");
    }

    private static RpcException Exhausted(string what) =>
        Ended(StatusCode.ResourceExhausted, $"{what}; subscribe to fewer names on this stream");

    private static RpcException Invalid(string message) => Ended(StatusCode.InvalidArgument, message);

    private static RpcException Ended(StatusCode code, string message) => new(new Status(code, message));
}
