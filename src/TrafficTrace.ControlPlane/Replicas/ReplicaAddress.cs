using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Tls;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>Where other replicas reach this one's API, and by which certificate they know it. Good once the ports listen.</summary>
internal sealed class ReplicaAddress(ControlPlaneOptions options, IServer server, TlsPorts certificates)
{
    // As the ports are bound: that of xDS, then the API's.
    private const int Api = 1;

    /// <summary>A URL without a path.</summary>
    public string Url
    {
        get
        {
            var bound = BindingAddress.Parse(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ElementAt(Api));
            var (host, port) = (options.ReplicaAddress?.Host ?? Host(options.Bind), options.ReplicaAddress?.Port ?? bound.Port);
            var scheme = options.ApiTls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
            return new UriBuilder(scheme, host, port).Uri.GetLeftPart(UriPartial.Authority);
        }
    }

    /// <summary>SHA-256 of the one in force; null where the API speaks plain text.</summary>
    public string? Certificate => certificates.Api?.Certificate?.Thumbprint;

    // Nobody reaches 0.0.0.0: an address of this machine stands for it.
    private static string Host(IPAddress bind) =>
        (bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any) ? OfMachine() ?? IPAddress.Loopback : bind).ToString();

    private static IPAddress? OfMachine() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
        .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
        .FirstOrDefault();
}
