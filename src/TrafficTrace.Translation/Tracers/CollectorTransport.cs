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
    public static TransportSocket Of(string host, CollectorTls tls)
    {
        var context = new UpstreamTlsContext();
        if (!IpLiteral.Is(host)) context.Sni = host; // SNI holds names only
        if (tls.Verify) context.CommonTlsContext = new CommonTlsContext { ValidationContext = Verified(host, tls.CaFile) };
        return new TransportSocket { Name = "envoy.transport_sockets.tls", TypedConfig = DeterministicAny.Pack(context) };
    }

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
