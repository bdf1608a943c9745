using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>
/// A Dataplane, and whether its proxy is connected; <see cref="Version"/> is its Envoy's, <c>unknown</c> where nobody says it.
/// </summary>
internal sealed record LiveProxy(Dataplane Dataplane, bool IsOnline, string Version)
{
    /// <summary>The replica that had it does not answer.</summary>
    public bool IsUnknown { get; init; }

    public static CountAnswer Count(IReadOnlyCollection<LiveProxy> proxies)
    {
        var (online, unknown) = (proxies.Count(proxy => proxy.IsOnline), proxies.Count(proxy => proxy.IsUnknown));
        return new() { Total = proxies.Count, Online = online, Offline = proxies.Count - online - unknown, Unknown = unknown };
    }
}
