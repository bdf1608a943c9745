using System.Net;
using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using Microsoft.AspNetCore.Connections.Features;
using TrafficTrace.ControlPlane.Tls;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Translation.Bootstraps;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;
using Node = Envoy.Config.Core.V3.Node;

namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>
/// Answers <c>POST /bootstrap</c> as Kuma does, so that <c>kuma-dp run</c> starts an Envoy here. The token is looked at as that of the
/// stream will be. What kuma-dp does besides (DNS, access logs, health and metrics of the application) is left out.
/// </summary>
internal sealed class Bootstraps(
    ResourceStore store, ReaderOptions reading, StreamHost streams, TlsPorts tls, ILogger<Bootstraps> log)
{
    private bool _told;

    /// <param name="request">What was asked.</param>
    /// <param name="http">How.</param>
    /// <returns>The text of the bootstrap and the Dataplane that it is for; or why there is none.</returns>
    public async Task<(string? Yaml, Dataplane? Dataplane, BootstrapRefusal? Refusal)> OfAsync(
        KumaBootstrapRequest request, HttpContext http)
    {
        var (dataplane, refusal) = BootstrapDataplane.Of(request, store.Current, reading);
        if (dataplane is null) return (null, null, refusal);
        (var authorities, refusal) = IsEncrypted(http) && tls.Xds?.Certificate is { } certificate
            ? BootstrapAuthorities.Of(request.CaCert, certificate, http.Request.Host.Host)
            : (null, null);
        refusal ??= await AdmitAsync(request, dataplane, http);
        if (refusal is not null) return (null, null, refusal);
        if (!Interlocked.Exchange(ref _told, true)) log.BootstrapGiven();
        var host = http.Request.Host;
        var access = new ControlPlaneAccess([host.Host], host.Port ?? http.Connection.LocalPort) { Authorities = authorities };
        return (BootstrapYaml.Render(Bootstrap(request, dataplane, access)), dataplane, null);
    }

    private static ProxyBootstrap Bootstrap(KumaBootstrapRequest request, Dataplane dataplane, ControlPlaneAccess access) =>
        new(NodeName.Id(dataplane.Mesh, dataplane.Name), ServiceOf(dataplane), access)
        {
            AdminPort = request.AdminPort is > 0 and <= IPEndPoint.MaxPort ? (int)request.AdminPort : null,
            Metadata = MetadataOf(request, dataplane),
            Token = request.DataplaneToken is { Length: > 0 } token ? token : null,
        };

    private static bool IsEncrypted(HttpContext http) => http.Features.Get<ITlsHandshakeFeature>() is not null;

    private static string ServiceOf(Dataplane dataplane) =>
        dataplane.TagSets.Select(tags => tags.ServiceName).FirstOrDefault(service => service is not null) ?? dataplane.Name;

    private static Dictionary<string, JsonNode> MetadataOf(KumaBootstrapRequest request, Dataplane dataplane)
    {
        var metadata = request.DataplaneResource is { Length: > 0 } ? DataplaneMetadata.Of(dataplane) : [];
        metadata["dataplane.proxyType"] = "dataplane";
        if (request.AdminPort > 0) metadata["dataplane.admin.port"] = $"{request.AdminPort}";
        if (request.Version is { } version) metadata["version"] = version;
        if (request.DynamicMetadata is { } dynamic) metadata["dynamicMetadata"] = dynamic;
        return metadata;
    }

    private async Task<BootstrapRefusal?> AdmitAsync(KumaBootstrapRequest request, Dataplane dataplane, HttpContext http)
    {
        var headers = new Dictionary<string, string>();
        if (request.DataplaneToken is { Length: > 0 } token) headers["authorization"] = token;
        var peer = new Peer(http.Connection.RemoteIpAddress, headers, http.Connection.ClientCertificate)
        {
            Encrypted = IsEncrypted(http),
        };
        var admission = await streams.AdmitAsync(StartOf(dataplane), peer, http.RequestAborted);
        return admission.Refusal is not { } refusal ? null : refusal.Code switch
        {
            _ when headers.Count == 0 => BootstrapRefusal.Invalid($"dataplaneToken: {refusal.Text}"),
            StreamEndCode.PermissionDenied => new(StatusCodes.Status403Forbidden, refusal.Text),
            StreamEndCode.Unauthenticated => new(StatusCodes.Status401Unauthorized, refusal.Text),
            _ => BootstrapRefusal.Invalid(refusal.Text),
        };
    }

    // Nothing is said to be sent: what the proxy brings of itself is taken with its stream.
    private static StreamStart StartOf(Dataplane dataplane)
    {
        var node = new Node { Id = NodeName.Id(dataplane.Mesh, dataplane.Name) };
        return new(node.Id, node, TypeUrls.Cluster, [], Delta: false, Aggregated: true);
    }
}
