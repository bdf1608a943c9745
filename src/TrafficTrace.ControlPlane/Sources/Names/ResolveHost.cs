using System.Net;

namespace TrafficTrace.ControlPlane.Sources.Names;

/// <summary>Asks DNS for the addresses of a host; fails like <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/>.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken token);
