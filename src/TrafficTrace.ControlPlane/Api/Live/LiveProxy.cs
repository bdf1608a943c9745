using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>
/// A Dataplane, and whether its proxy is connected; <see cref="Version"/> is its Envoy's, <c>unknown</c> where nobody says it.
/// </summary>
internal sealed record LiveProxy(Dataplane Dataplane, bool IsOnline, string Version)
{
    public static CountAnswer Count(IReadOnlyCollection<LiveProxy> proxies)
    {
        var online = proxies.Count(proxy => proxy.IsOnline);
        return new() { Total = proxies.Count, Online = online, Offline = proxies.Count - online };
    }
}
