using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Fleet;

/// <summary>Another control plane that tells what the test wants.</summary>
internal static class PeerByHand
{
    public static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <summary>One whose proxies are Dataplanes of the mesh default.</summary>
    public static PeerFleet Peer(string instance, PeerState state, long lookedUpTo, params ProxySummary[] proxies) =>
        new(instance, $"http://{instance}:5681", "1.0.0")
        {
            State = state,
            SilentSince = state == PeerState.Answers ? null : Epoch,
            Fault = state == PeerState.Answers ? null : "Connection refused",
            LookedUpTo = lookedUpTo,
            Proxies = PeerFleet.NoProxies.AddRange(proxies.Select(proxy => KeyValuePair.Create(proxy.Node, proxy))),
        };

    /// <summary>One that has accepted all, and whose stream was opened so many seconds after the epoch.</summary>
    public static ProxySummary Accepted(string dataplane, int opened = 0) => Of(dataplane, DeliveryState.Accepted, null, opened);

    public static ProxySummary Rejecting(string dataplane, string reason)
    {
        var proxy = Of(dataplane, DeliveryState.Rejected, "it rejects what it should have");
        return proxy with { Delivery = proxy.Delivery with { Rejections = [new("LDS", "inbound", reason, Epoch)] } };
    }

    public static StreamSummary Stream(int opened = 0, bool observer = false) => new(
        1, Epoch.AddSeconds(opened), "1.40.0", SamplingMode.Rtds, CollectorState.InUse, Delta: false, observer, Encrypted: false,
        AuthenticationWay.None);

    private static ProxySummary Of(string dataplane, DeliveryState state, string? why, int opened = 0) =>
        new($"default.{dataplane}", new(dataplane, state, why, [], null), [Stream(opened)]) { IsServed = true };
}
