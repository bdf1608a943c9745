using System.Net;
using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using TrafficTrace.Core.Resources;
using SanType = Envoy.Extensions.TransportSockets.Tls.V3.SubjectAltNameMatcher.Types.SanType;

namespace TrafficTrace.Translation.Tracers;

/// <summary>
/// TLS towards a collector, verified by authority and name unless the backend says otherwise (Kuma 2.9 never verified).
/// Set for the whole cluster: there is no endpoint that could be reached without.
/// </summary>
internal static class CollectorTransport
{
    /// <param name="host">Of the collector.</param>
    /// <param name="tls">How it is spoken to.</param>
    /// <param name="alpn">The protocol to agree on; null: none is named.</param>
    public static TransportSocket Of(string host, CollectorTls tls, string? alpn = null)
    {
        var name = tls.ServerName ?? host;
        var context = new UpstreamTlsContext();
        if (!IpLiteral.Is(name)) context.Sni = name; // SNI holds names only
        if (tls.Verify) Common(context).ValidationContext = Verified(name, tls.CaFile);
        if (alpn is not null) Common(context).AlpnProtocols.Add(alpn);
        if (tls is { CertFile: { } certificate, KeyFile: { } key }) Common(context).TlsCertificates.Add(Own(certificate, key));
        return new TransportSocket { Name = "envoy.transport_sockets.tls", TypedConfig = DeterministicAny.Pack(context) };
    }

    private static CommonTlsContext Common(UpstreamTlsContext context) => context.CommonTlsContext ??= new CommonTlsContext();

    private static TlsCertificate Own(string certificate, string key) => new()
    {
        CertificateChain = new DataSource { Filename = certificate },
        PrivateKey = new DataSource { Filename = key },
    };

    private static CertificateValidationContext Verified(string host, string caFile) => new()
    {
        TrustedCa = new DataSource { Filename = caFile },
        MatchTypedSubjectAltNames =
        {
            IpLiteral.Is(host) ? San(SanType.IpAddress, IPAddress.Parse(host).ToString()) : San(SanType.Dns, host),
        },
    };

    private static SubjectAltNameMatcher San(SanType type, string exact) =>
        new() { SanType = type, Matcher = new() { Exact = exact } };
}
