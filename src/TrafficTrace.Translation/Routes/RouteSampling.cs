using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Routes;

/// <summary>
/// What a route says of sampling. A route's <c>overall_sampling</c> has no effect while the runtime layer says anything, so what is said
/// of all is folded into the other two.
/// </summary>
/// <param name="Random">Of requests without a sampled parent.</param>
/// <param name="Client">Of those that <c>x-client-trace-id</c> asks for.</param>
/// <param name="FollowsParents">Requests whose parent is sampled are traced whatever the shares are.</param>
internal sealed record RouteSampling(Share Random, Share Client, bool FollowsParents)
{
    public static readonly RouteSampling Off = new(Share.Nothing, Share.Nothing, FollowsParents: false);

    /// <param name="samplings">What is said; null: not that.</param>
    /// <param name="overall">In percent, where <paramref name="samplings"/> say nothing of it.</param>
    /// <param name="trustsClient">Whether a request may say that it wants to be traced.</param>
    public static RouteSampling Of(Samplings samplings, double? overall, bool trustsClient)
    {
        var cap = Share.Of(samplings.Overall ?? overall);
        return new(
            Share.Of(samplings.Random).AtMost(cap),
            trustsClient ? Share.Of(samplings.Client).AtMost(cap) : Share.Nothing,
            trustsClient);
    }
}
