using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// One type on one stream: the subscription, what was sent, what is in flight, what was rejected. Owned by the stream's
/// loop; all decisions are taken by pure functions over <see cref="View"/>. Rare cases that need lambdas stand in methods of their
/// own, since a method makes its closure whenever it is called, and these are called for every message.
/// </summary>
internal sealed class TypeState(ResourceType type, bool delta, string node)
{
    private const int MaxInFlight = 8;

    private bool _touched = true;
    private bool _unanswered;
    private ImmutableArray<InFlightResponse> _inFlight = [];
    private OpenRejections _rejections = OpenRejections.None;
    private ResourceSet? _holds; // what the client holds by its answers, or may hold; null while there was none that tells
    private ResourceSet? _overtaken; // state-of-the-world: that and what was sent, and another sent before it was answered
    private ResourceSet? _plannedFor;
    private HeldSet _givenCounted = HeldSet.Empty;
    private long _givenBytes;
    private bool _plannedHolding;
    private TypeStatus? _status;
    private ResponseCounts _counts;

    public ResourceType Type { get; } = type;

    public ClientView View { get; private set; } = new();

    public string? Nonce { get; private set; }

    /// <summary>The newest response that is neither accepted nor rejected.</summary>
    public InFlightResponse? InFlight => _inFlight.IsEmpty ? null : _inFlight[^1];

    /// <summary><see cref="InFlightResponse.ChangedAt"/> of the response that the last ACK or NACK was about.</summary>
    public long AnsweredChange { get; private set; }

    /// <summary>What the last accepted response was made from.</summary>
    public ResourceSet? Accepted { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>When something that was rejected for a passing reason is to be offered again; null when nothing is.</summary>
    public DateTimeOffset? RetryAt => _rejections.RetryAt;

    /// <summary>The same object as long as nothing has changed.</summary>
    public TypeStatus Status => _status is { } known && IsStatus(known)
        ? known
        : _status = new(Type, View)
        {
            Accepted = Accepted,
            Counts = _counts,
            Holds = _holds,
            AcceptedAt = AcceptedAt,
            InFlight = _inFlight,
            Rejections = _rejections.All,
        };

    /// <summary>What the names that the client gave, and the texts of its rejections, take in memory, about.</summary>
    public long HeldBytes => View.Subscription.Bytes + GivenBytes + (_rejections.IsEmpty ? 0 : RejectionBytes);

    private long GivenBytes
    {
        get
        {
            if (ReferenceEquals(_givenCounted, View.Given)) return _givenBytes;
            _givenCounted = View.Given;
            return _givenBytes = View.Given.Items.Sum(item => Subscription.BytesOf(item.Name) + Subscription.BytesOf(item.Version));
        }
    }

    private long RejectionBytes => _rejections.All.Sum(rejection => 2L * rejection.Message.Length);

    private bool First { get; set; } = true;

    /// <summary>What the client may hold: the last response; when that was rejected, what it held before and what was good.</summary>
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
        if (!View.Given.IsEmpty) ForgetGiven(ResourceSet.Empty);
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
        if (!delta && InFlight is not null) _overtaken = InFlight.Response.Set.Keeping(_overtaken ?? _holds);
        var response = new InFlightResponse(nonce, now, delta ? plan : WithUnanswered(plan), changedAt);
        // Delta may have several on the way, each of which is answered on its own (xds R72); else only the last counts.
        _inFlight = delta ? [.. _inFlight.TakeLast(MaxInFlight - 1), response] : [response];
        Nonce = nonce;
        _counts += new ResponseCounts(1, 0, 0);
        Content = plan.Set;
        View = View with { Answered = true, Sent = plan.SentAfter };
        if (!View.Doubtful.IsEmpty) Clear(plan);
        if (View.Rejected is not null) View = View with { Rejected = !delta && Type.Complete ? null : StillRejected(View.Rejected, plan) };
        if (!View.Given.IsEmpty) ForgetGiven(plan.Set);
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

    /// <summary>Lets what was rejected for a reason that can pass be offered once more where its pause is over (xds R26).</summary>
    public void Retry(DateTimeOffset now)
    {
        if (RetryAt is not { } at || at > now) return;
        Release(_rejections.Due(now));
        _rejections = _rejections.Offered(now);
    }

    /// <summary>The same at once, where what the client said to lack may have come.</summary>
    public void Retry(RejectionCause lack)
    {
        if (!_rejections.IsEmpty) Release(_rejections.Of(lack));
    }

    private void ForgetGiven(ResourceSet served) => View = View.ForgettingGiven(served.Held, _inFlight);

    private void Release(IEnumerable<PackedResource> resources)
    {
        var offered = resources.Select(resource => new Held(resource.Name, resource.Version)).ToHashSet();
        if (offered.Count == 0) return;
        View = View with { Rejected = !delta && Type.Complete ? null : View.Rejected?.Without(offered.Contains) };
        _touched = true;
    }

    // Nobody will say what became of a state-of-the-world response that another one overtakes: what it changed is changed by this one.
    private PlannedResponse WithUnanswered(PlannedResponse plan) =>
        InFlight is { Response.Changed: { IsEmpty: false } before } ? Adding(before, plan) : plan;

    private static PlannedResponse Adding(ImmutableArray<Held> unanswered, PlannedResponse plan)
    {
        var more = unanswered.Where(
            item => !plan.Changed.Any(held => held.Name == item.Name) && plan.SentAfter.VersionOf(item.Name) == item.Version);
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
        AnsweredChange = answered.ChangedAt;
        _counts += new ResponseCounts(0, 1, 0);
        Accepted = answered.Response.Set;
        _holds = _rejections.IsEmpty ? Accepted : Accepted.Without(IsOpen, _holds);
        _overtaken = null;
        AcceptedAt = now;
        if (!_rejections.IsEmpty) _rejections = _rejections.Where(IsOpen);
    }

    private void Reject(InFlightResponse answered, string message, DateTimeOffset now)
    {
        AnsweredChange = answered.ChangedAt;
        _counts += new ResponseCounts(0, 0, 1);
        var response = answered.Response;
        var changed = response.Resources.Where(resource => response.Changed.Any(held => held.Name == resource.Name)).ToImmutableArray();
        if (changed.IsEmpty) changed = response.Resources; // what is gone was all that was new of a complete response
        var named = NackReader.Named(changed, message);
        _holds = _overtaken ?? _holds;
        _overtaken = null;
        var blamed = (named.IsEmpty ? Suspects(changed, message) : named).Select(blame => blame with { Missing = IsMissing(blame.Name) });
        var rejection = new Rejection(Type.TypeUrl, response.Set.Version, [.. blamed], message, now);
        var complete = Type.Complete && !delta;
        View = complete
            ? View with { Sent = null, Rejected = response.SentAfter.Present }
            : Parked(response, rejection, unnamed: named.IsEmpty);
        _rejections = _rejections.With(rejection, node, complete ? _ => false : IsOpen); // of a complete response the rest was taken
        if (!named.IsEmpty) _holds = response.Set.Without(NotTaken, _holds).Keeping(_holds);
        Content = _holds;

        bool NotTaken(PackedResource resource) => rejection.Blames(resource.Name) || (delta && IsOpen(resource));
    }

    private static ImmutableArray<Blame> Suspects(ImmutableArray<PackedResource> changed, string message)
    {
        var cause = NackReader.CauseOf(message);
        return [.. changed.Select(resource => new Blame(resource, cause))];
    }

    private bool IsMissing(string name) => _rejections.Find(name)?.Missing ?? (_holds is not null && _holds.Find(name) is null);

    /// <summary>The rejected content is held back, or what stands for it is on its way.</summary>
    private bool IsOpen(PackedResource resource) =>
        View.HoldsBack(resource) || _inFlight.Any(sent => Resent(sent.Response)(new Held(resource.Name, resource.Version)));

    private bool IsStatus(TypeStatus status) =>
        ReferenceEquals(status.View, View) && ReferenceEquals(status.Accepted, Accepted) && ReferenceEquals(status.Holds, _holds)
        && status.AcceptedAt == AcceptedAt && status.Counts == _counts
        && status.InFlight == _inFlight && status.Rejections == _rejections.All;

    // What was blamed is held in no known version, and is not worth sending; what stood beside it counts as sent, but not for sure.
    // What was sent again since is answered by the answer to that; what was given up since may have been the culprit.
    private ClientView Parked(PlannedResponse response, Rejection rejection, bool unnamed)
    {
        HashSet<string> blamed = [.. rejection.Blamed.Select(blame => blame.Name)];
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
