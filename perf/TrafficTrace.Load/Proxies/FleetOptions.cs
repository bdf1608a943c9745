using System.Net;
using TrafficTrace.Load.Http2;

namespace TrafficTrace.Load.Proxies;

/// <summary>
/// The proxies to play. <see cref="Node"/> makes a node id of a number, <c>{0}</c> standing for it;
/// <see cref="ProxiesPerConnection"/> is 1 for proxies as Envoy has them.
/// </summary>
internal sealed record FleetOptions(IPEndPoint Server, int Proxies, string Node, bool Rtds, bool Delta, int ProxiesPerConnection)
{
    public const string DefaultNode = "default.web-{0}";

    public Access Access { get; init; } = Access.Plain;

    /// <summary>Set for proxies of another control plane: of how many services they are.</summary>
    public int? OverlayServices { get; init; }
}
