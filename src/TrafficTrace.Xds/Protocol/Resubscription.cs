using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Protocol;

/// <summary>What the names of a request change in what is known of a client's hold of a type.</summary>
internal static class Resubscription
{
    private const int MaxVersion = 64; // no version of a resource that is served is as long

    /// <param name="first">It is the first request of the type on its stream.</param>
    /// <param name="inFlight">Responses that the client has not answered yet.</param>
    /// <returns>The same view when the request changes nothing, as an ACK does that repeats its names.</returns>
    public static ClientView Of(
        ClientView view, SubscriptionRequest request, ResourceType type, bool delta, bool first, ImmutableArray<InFlightResponse> inFlight)
    {
        var next = request.Names is { } names
            ? view.Subscription.Replace(names, type, first)
            : view.Subscription.Change(request.Subscribe, request.Unsubscribe, type, first);
        var brought = first && request.InitialVersions.Count > 0 ? Brought(request) : null;
        var sent = brought ?? StillSent(view, request, next, inFlight);
        if (ReferenceEquals(next, view.Subscription) && ReferenceEquals(sent, view.Sent)) return view;
        var rejected = !delta && type.Complete ? view.Rejected : StillRejected(view, request, next);
        return Of(view with { Given = brought ?? Given(view, request, next) }, next, sent, rejected, delta);
    }

    private static HeldSet Brought(SubscriptionRequest request) => HeldSet.Of(request.InitialVersions.Select(
        entry => new Held(entry.Key, entry.Value.Length <= MaxVersion ? entry.Value : Held.UnknownVersion)));

    private static HeldSet Given(ClientView view, SubscriptionRequest request, Subscription next) =>
        next.Wildcard && request.Unsubscribe.Count > 0 ? view.Given.With(GivenUp(view.Subscription, request)) : view.Given;

    private static IEnumerable<Held> GivenUp(Subscription before, SubscriptionRequest request) =>
        request.Unsubscribe.Intersect(before.Names).Select(name => new Held(name, Held.UnknownVersion));

    private static ClientView Of(ClientView view, Subscription next, HeldSet? sent, HeldSet? rejected, bool delta)
    {
        ImmutableHashSet<string> doubtful = [.. view.Doubtful.Where(next.Contains)];
        // The next response repeats what is doubtful; once what was rejected is given up, none may be due but for that. Only delta tells
        // removals of single names, which nothing else would repeat.
        var givenUp = delta && !doubtful.IsEmpty && view.Rejected?.Items.Any(item => !next.Contains(item.Name)) == true;
        if (givenUp) sent = (sent ?? HeldSet.Empty).With(doubtful.Select(name => new Held(name, Held.UnknownVersion)));
        return view with { Subscription = next, Sent = sent, Rejected = rejected, Doubtful = doubtful };
    }

    // Who gives a name up, or asks for it once more, wants it again though it was rejected (xds R45, R63).
    private static HeldSet? StillRejected(ClientView view, SubscriptionRequest request, Subscription next)
    {
        if (view.Rejected is null) return null;
        var kept = view.Rejected.Without(item => !next.Contains(item.Name) || request.Subscribe.Contains(item.Name));
        var suspectGone = view.Doubtful.Any(name => view.Rejected.Contains(name) && !kept.Contains(name));
        return suspectGone ? view.RejectedWithoutSuspects() : kept;
    }

    // What is no longer subscribed is forgotten, so that it is sent when it is asked for again (xds R45, R68). Delta: each
    // name of a subscribe list is answered even when it is held (xds R63).
    private static HeldSet? StillSent(
        ClientView view, SubscriptionRequest request, Subscription next, ImmutableArray<InFlightResponse> inFlight)
    {
        if (view.Sent is null || (ReferenceEquals(next, view.Subscription) && request.Subscribe.Count == 0)) return view.Sent;
        return StillSent(view.Sent, view.Subscription, request, next, inFlight);
    }

    private static HeldSet StillSent(
        HeldSet sent, Subscription before, SubscriptionRequest request, Subscription next, ImmutableArray<InFlightResponse> inFlight)
    {
        var asked = request.Subscribe.ToHashSet(StringComparer.Ordinal);
        var kept = sent.Without(item => !next.Contains(item.Name) || asked.Contains(item.Name));
        if (!next.Wildcard) return kept;
        // A name given up under a wildcard is answered by the resource or its absence (xds R69): hold it in no known version.
        // So are names that were given up before the wildcard, but may be on their way still.
        var unknown = GivenUp(before, request);
        if (!before.Wildcard)
        {
            var changed = inFlight.SelectMany(response => response.Response.Changed).Where(item => !kept.Contains(item.Name));
            unknown = unknown.Concat(changed.Select(item => item with { Version = Held.UnknownVersion }));
        }

        return kept.With(unknown);
    }
}
