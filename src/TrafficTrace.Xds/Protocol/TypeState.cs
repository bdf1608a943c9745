using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// One type on one stream: the subscription, what was sent, what is in flight, what was rejected. Owned by the stream's
/// loop; all decisions are taken by pure functions over <see cref="View"/>. Rare cases that need lambdas stand in methods of their
/// own, since a method makes its closure whenever it is called, and these are called for every message.
/// </summary>
internal sealed class TypeState(ResourceType type, bool delta)
{
    private const int MaxInFlight = 8;

    private bool _touched = true;
    private bool _unanswered;
    private ImmutableArray<InFlightResponse> _inFlight = [];
    private ImmutableArray<Rejection> _rejections = []; // the newest last; delta may hold back what several of them blame
    private ResourceSet? _overtaken; // state-of-the-world: sent, and another sent before it was answered
    private ResourceSet? _plannedFor;
    private bool _plannedHolding;

    public ResourceType Type { get; } = type;

    public ClientView View { get; private set; } = new();

    public string? Nonce { get; private set; }

    /// <summary>The newest response that is neither accepted nor rejected.</summary>
    public InFlightResponse? InFlight => _inFlight.IsEmpty ? null : _inFlight[^1];

    /// <summary>The response that the last ACK or NACK was about.</summary>
    public InFlightResponse? Answered { get; private set; }

    /// <summary>What the last accepted response was made from.</summary>
    public ResourceSet? Accepted { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>The last NACK, while something that it blames is held back.</summary>
    public Rejection? Rejection => _rejections.IsEmpty ? null : _rejections[^1];

    public TypeStatus Status => new(Type, View) { Accepted = Accepted, AcceptedAt = AcceptedAt, InFlight = _inFlight, Rejections = _rejections };

    /// <summary>What the client brought along from another stream takes in memory, about; until it is answered.</summary>
    public long InitialBytes { get; set; }

    private bool First { get; set; } = true;

    /// <summary>What the client may hold: the last response, or when it was rejected, the accepted one before it.</summary>
    private ResourceSet? Content { get; set; }

    /// <summary>Takes in a request: what it says of the response in flight, and its subscription, both (xds R25).</summary>
    public RequestKind Receive(SubscriptionRequest request, DateTimeOffset now)
    {
        var index = IndexInFlight(request.Nonce);
        var kind = RequestClassifier.Classify(request, First, Nonce, awaited: index >= 0);
        var before = View;
        if (kind is RequestKind.Ack or RequestKind.Nack)
        {
            var answered = _inFlight[index];
            _inFlight = _inFlight[(index + 1)..]; // answers come in order; what was passed over will not be answered any more
            if (kind == RequestKind.Ack) Accept(answered, now);
            else Reject(answered, request.Error!.Message, now);
        }

        View = Resubscription.Of(View, request, Type, delta, First, _inFlight);
        _unanswered |= First || !ReferenceEquals(before, View); // an ACK that repeats its names leaves nothing to plan
        // Names of a stale request are kept, but count from the next current one or the next change only (xds R22, R23).
        if (delta || kind != RequestKind.Stale || InFlight is not null) (_touched, _unanswered) = (_touched || _unanswered, false);
        First = false;
        return kind;
    }

    /// <summary>What to send now, whether or not something is in flight; null when the client is up to date.</summary>
    public PlannedResponse? Plan(ResourceSet set, bool holdRemovals)
    {
        if (!_touched && ReferenceEquals(set, _plannedFor) && holdRemovals == _plannedHolding) return null;
        // State-of-the-world can't hold a removal back but by sending what was to be removed once more.
        var union = holdRemovals && !delta && Type.Complete && Content is not null ? set.Keeping(Content) : set;
        var plan = ResponsePlanner.Plan(Type, delta, View, union, holdRemovals);
        if (plan is null) (_plannedFor, _plannedHolding, _touched) = (set, holdRemovals, false);
        return plan;
    }

    /// <summary>Books a response before it is written, since its ACK may be faster than the return of the write.</summary>
    public void Send(PlannedResponse plan, string nonce, DateTimeOffset now, long changedAt)
    {
        if (!delta && InFlight is not null) _overtaken = InFlight.Response.Set;
        var response = new InFlightResponse(nonce, now, delta ? plan : WithUnanswered(plan), changedAt);
        // Delta may have several on the way, each of which is answered on its own (xds R72); else only the last counts.
        _inFlight = delta ? [.. _inFlight.TakeLast(MaxInFlight - 1), response] : [response];
        Nonce = nonce;
        Content = plan.Set;
        View = View with { Answered = true, Sent = plan.SentAfter };
        if (!View.Doubtful.IsEmpty) Clear(plan);
        if (View.Rejected is not null) View = View with { Rejected = !delta && Type.Complete ? null : StillRejected(View.Rejected, plan) };
        _touched = true;
    }

    /// <summary>The client has all of <paramref name="set"/> that it wants, and has accepted it.</summary>
    public bool Settled(ResourceSet set, bool holdRemovals) =>
        InFlight is null && !HoldsRejected(set) && Plan(set, holdRemovals) is null;

    /// <summary>The client may hold something that <paramref name="set"/> lacks.</summary>
    public bool Misses(ResourceSet set)
    {
        if (!delta && Type.Complete) return Content is not null && !ReferenceEquals(Content, set) && !Covers(set, Content.Held);
        if (!View.Doubtful.IsEmpty && !View.Doubtful.All(set.Held.Contains)) return true;
        return View.Sent is not null && !ReferenceEquals(View.Sent, set.Held) && !Covers(set, View.Sent);
    }

    /// <summary>Makes these names be sent again, as if they never were (xds R104).</summary>
    public void Forget(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) return;
        View = View with { Sent = View.Sent?.Without(item => names.Contains(item.Name)) };
        _touched = true;
    }

    /// <summary>Lets rejected content be sent once more, where something that it needs has come since.</summary>
    public void Retry()
    {
        if (View.Rejected is null) return;
        View = View with { Rejected = null };
        _touched = true;
    }

    // Nobody will say what became of a state-of-the-world response that another one overtakes: what it changed is changed by this one.
    private PlannedResponse WithUnanswered(PlannedResponse plan) =>
        InFlight is { Response.Changed: { IsEmpty: false } before } ? Adding(before, plan) : plan;

    private static PlannedResponse Adding(ImmutableArray<Held> unanswered, PlannedResponse plan)
    {
        var more = unanswered.Where(item => !plan.Changed.Any(held => held.Name == item.Name) && plan.SentAfter.VersionOf(item.Name) == item.Version);
        return plan with { Changed = [.. plan.Changed, .. more] };
    }

    // What the response tells is doubtful no more; of the rest, removals that wait (xds R102) are held in no known version.
    private void Clear(PlannedResponse plan)
    {
        var doubtful = View.Doubtful.Except(plan.Removed).Except(plan.Changed.Select(item => item.Name));
        string[] unrepeated = delta ? [.. doubtful.Where(name => !plan.Set.Held.Contains(name))] : [];
        View = View with
        {
            Sent = unrepeated.Length == 0 ? View.Sent : plan.SentAfter.With(unrepeated.Select(name => new Held(name, Held.UnknownVersion))),
            Doubtful = doubtful.Except(unrepeated),
        };
    }

    private static HeldSet StillRejected(HeldSet rejected, PlannedResponse plan) =>
        rejected.Without(item => Resent(plan)(item) || !plan.Set.Held.Contains(item.Name));

    private static Func<Held, bool> Resent(PlannedResponse plan) =>
        item => plan.Removed.Contains(item.Name) || plan.Changed.Any(held => held.Name == item.Name);

    private int IndexInFlight(string nonce)
    {
        for (var i = _inFlight.Length - 1; i >= 0; i--)
        {
            if (_inFlight[i].Nonce == nonce) return i;
        }

        return -1;
    }

    private static bool Covers(ResourceSet set, HeldSet held)
    {
        foreach (var item in held.Items)
        {
            if (!item.IsAbsent && !set.Held.Contains(item.Name)) return false;
        }

        return true;
    }

    private void Accept(InFlightResponse answered, DateTimeOffset now)
    {
        Answered = answered;
        Accepted = answered.Response.Set;
        _overtaken = null;
        AcceptedAt = now;
        if (!_rejections.IsEmpty) _rejections = [.. _rejections.Where(rejection => rejection.Blamed.Any(View.HoldsBack))];
    }

    private void Reject(InFlightResponse answered, string message, DateTimeOffset now)
    {
        Answered = answered;
        var response = answered.Response;
        var changed = response.Resources.Where(resource => response.Changed.Any(held => held.Name == resource.Name)).ToImmutableArray();
        var named = Protocol.Rejection.Named(changed, message);
        var rejection = new Rejection(Type.TypeUrl, response.Set.Version, named.IsEmpty ? changed : named, message, now);
        Content = _overtaken ?? Accepted;
        View = Type.Complete && !delta
            ? View with { Sent = null, Rejected = response.SentAfter.Present }
            : Parked(response, [.. rejection.Blamed.Select(resource => resource.Name)], unnamed: named.IsEmpty);
        _rejections = [.. _rejections.Where(before => before.Blamed.Any(resource => View.HoldsBack(resource) && !rejection.Blamed.Contains(resource))), rejection];
    }

    // What was blamed is held in no known version, and is not worth sending; what stood beside it counts as sent, but not for sure.
    // What was sent again since is answered by the answer to that; what was given up since may have been the culprit.
    private ClientView Parked(PlannedResponse response, HashSet<string> blamed, bool unnamed)
    {
        var suspected = unnamed && blamed.Count > 1;
        var last = response.Changed.Where(item => !_inFlight.Any(later => Resent(later.Response)(item))).ToImmutableArray();
        var parked = last.Where(item => blamed.Contains(item.Name) && View.Subscription.Contains(item.Name)).ToImmutableArray();
        var culpritGone = unnamed && response.Changed.Any(item => !View.Subscription.Contains(item.Name) || Replaced(item));
        var doubtful = View.Doubtful.Union(last.Select(item => item.Name)).Union(response.Removed);
        var unknown = culpritGone ? parked.Select(item => item.Name).Concat(response.Removed) : parked.Select(item => item.Name);
        return View with
        {
            Sent = (View.Sent ?? HeldSet.Empty).With(unknown.Select(name => new Held(name, Held.UnknownVersion))),
            Rejected = culpritGone ? View.Rejected : (View.Rejected ?? HeldSet.Empty).With(parked),
            Doubtful = [.. (suspected ? doubtful : doubtful.Except(blamed)).Where(View.Subscription.Contains)],
        };
    }

    private bool Replaced(Held item) => _inFlight.Any(later => later.Response.Removed.Contains(item.Name)
        || later.Response.Changed.Any(held => held.Name == item.Name && held.Version != item.Version));

    private bool HoldsRejected(ResourceSet set)
    {
        if (View.Rejected is null) return false;
        if (!delta && Type.Complete) return true;
        foreach (var item in View.Rejected.Items)
        {
            if (set.Held.VersionOf(item.Name) == item.Version) return true;
        }

        return false;
    }
}
