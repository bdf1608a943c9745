using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// One type on one stream: the subscription, what was sent, what is in flight, what was rejected. Owned by the stream's
/// loop; all decisions are taken by pure functions over <see cref="View"/>.
/// </summary>
internal sealed class TypeState(ResourceType type, bool delta)
{
    private bool _touched = true;
    private bool _unanswered;
    private ResourceSet? _plannedFor;
    private bool _plannedHolding;

    public ResourceType Type { get; } = type;

    public ClientView View { get; private set; } = new();

    public string? Nonce { get; private set; }

    public InFlightResponse? InFlight { get; private set; }

    /// <summary>What the last accepted response was made from.</summary>
    public ResourceSet? Accepted { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>The last NACK, until something else is accepted.</summary>
    public Rejection? Rejection { get; private set; }

    public TypeStatus Status => new(Type, View) { Accepted = Accepted, AcceptedAt = AcceptedAt, InFlight = InFlight, Rejection = Rejection };

    private bool First { get; set; } = true;

    /// <summary>What the client may hold: the last response, or when it was rejected, the accepted one before it.</summary>
    private ResourceSet? Content { get; set; }

    /// <summary>Takes in a request: what it says of the response in flight, and its subscription, both (xds R25).</summary>
    public RequestKind Receive(SubscriptionRequest request, DateTimeOffset now)
    {
        var kind = RequestClassifier.Classify(request, First, Nonce, InFlight is not null);
        var before = View;
        if (kind == RequestKind.Ack) Accept(now);
        if (kind == RequestKind.Nack) Reject(request.Error!.Message, now);
        Subscribe(request);
        _unanswered |= First || !ReferenceEquals(before, View); // an ACK that repeats its names leaves nothing to plan
        // Names of a stale request are kept, but count from the next current one or the next change only (xds R22, R23).
        if (delta || kind != RequestKind.Stale) (_touched, _unanswered) = (_touched || _unanswered, false);
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
    public void Send(PlannedResponse plan, string nonce, DateTimeOffset now)
    {
        InFlight = new InFlightResponse(nonce, now, plan);
        Nonce = nonce;
        Content = plan.Set;
        View = View with { Answered = true, Sent = plan.SentAfter, Rejected = StillRejected(plan), Doubtful = [] };
        _touched = true;
    }

    /// <summary>The client has all of <paramref name="set"/> that it wants, and has accepted it.</summary>
    public bool Settled(ResourceSet set, bool holdRemovals) =>
        InFlight is null && Rejection is null && View.Answered && Plan(set, holdRemovals) is null;

    /// <summary>The client may hold something that <paramref name="set"/> lacks.</summary>
    public bool Misses(ResourceSet set)
    {
        if (!delta && Type.Complete) return Content is not null && !ReferenceEquals(Content, set) && !Covers(set, Content.Held);
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

    private HeldSet? StillRejected(PlannedResponse plan)
    {
        if (!delta && Type.Complete) return null;
        return View.Rejected?.Without(item => plan.Changed.Any(held => held.Name == item.Name));
    }

    private static bool Covers(ResourceSet set, HeldSet held)
    {
        foreach (var item in held.Items)
        {
            if (!item.IsAbsent && !set.Held.Contains(item.Name)) return false;
        }

        return true;
    }

    private void Accept(DateTimeOffset now)
    {
        Accepted = InFlight!.Response.Set;
        AcceptedAt = now;
        InFlight = null;
        Rejection = null;
    }

    private void Reject(string message, DateTimeOffset now)
    {
        var response = InFlight!.Response;
        var changed = response.Resources.Where(resource => response.Changed.Any(held => held.Name == resource.Name)).ToImmutableArray();
        Rejection = new Rejection(Type.TypeUrl, response.Set.Version, Protocol.Rejection.Blame(changed, message), message, now);
        Content = Accepted;
        View = Type.Complete && !delta ? View with { Sent = null, Rejected = response.SentAfter } : Parked(response, Rejection);
        InFlight = null;
    }

    // What was blamed is held in no known version, and is not worth sending; what stood beside it counts as sent, but not for sure.
    private ClientView Parked(PlannedResponse response, Rejection rejection)
    {
        var blamed = rejection.Blamed.Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);
        var parked = response.Changed.Where(item => blamed.Contains(item.Name)).ToImmutableArray();
        return View with
        {
            Sent = (View.Sent ?? HeldSet.Empty).With(parked.Select(item => new Held(item.Name, Held.UnknownVersion))),
            Rejected = (View.Rejected ?? HeldSet.Empty).With(parked),
            Doubtful = View.Doubtful.Union(response.Changed.Select(item => item.Name).Where(name => !blamed.Contains(name))),
        };
    }

    private void Subscribe(SubscriptionRequest request)
    {
        var next = request.Names is { } names
            ? View.Subscription.Replace(names, Type, First)
            : View.Subscription.Change(request.Subscribe, request.Unsubscribe, Type, First);
        var sent = First && request.InitialVersions.Count > 0
            ? HeldSet.Of(request.InitialVersions.Select(entry => new Held(entry.Key, entry.Value)))
            : Forgetting(request, next);
        if (ReferenceEquals(next, View.Subscription) && ReferenceEquals(sent, View.Sent)) return;
        View = View with { Subscription = next, Sent = sent, Rejected = StillParked(request, next) };
    }

    // Who gives a name up, or asks for it once more, wants it again though it was rejected (xds R45, R63).
    private HeldSet? StillParked(SubscriptionRequest request, Subscription next) => !delta && Type.Complete
        ? View.Rejected
        : View.Rejected?.Without(item => !next.Contains(item.Name) || request.Subscribe.Contains(item.Name));

    // What is no longer subscribed is forgotten, so that it is sent when it is asked for again (xds R45, R68). Delta: each
    // name of a subscribe list is answered even when it is held (xds R63).
    private HeldSet? Forgetting(SubscriptionRequest request, Subscription next)
    {
        var sent = View.Sent;
        if (sent is null || (ReferenceEquals(next, View.Subscription) && request.Subscribe.Count == 0)) return sent;
        var asked = request.Subscribe.ToHashSet(StringComparer.Ordinal);
        var kept = sent.Without(item => !next.Contains(item.Name) || asked.Contains(item.Name));
        if (!next.Wildcard) return kept;
        // A name given up under a wildcard is answered by the resource or its absence (xds R69): hold it in no known version.
        return kept.With(request.Unsubscribe.Intersect(View.Subscription.Names).Select(name => new Held(name, Held.UnknownVersion)));
    }
}
