using Envoy.Api.Protos;
using Envoy.Extensions.Filters.Http.CredentialInjector.V3;
using Envoy.Extensions.Filters.Http.UpstreamCodec.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using Envoy.Extensions.Http.InjectedCredentials.Generic.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Tracers;

/// <summary>
/// The filters of a collector's cluster that give exports their secret headers. The exporter itself can't in Envoy 1.36, and over gRPC not
/// in later ones; and a new value of a secret touches neither cluster nor listener so.
/// </summary>
internal static class CredentialFilters
{
    // Requests to the cluster wait as long for a secret that is missing, once.
    private static readonly Duration FetchTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

    /// <param name="mesh">Whose secrets are meant.</param>
    /// <param name="headers">Those with a secret are injected.</param>
    public static IEnumerable<HttpFilter> Of(string mesh, IEnumerable<CollectorHeader> headers) =>
    [
        .. from header in headers where header.Secret is not null select Injector(header.Name, Names.Secret(mesh, header.Secret!)),
        Filter("envoy.filters.http.upstream_codec", new UpstreamCodec()),
    ];

    private static HttpFilter Injector(string header, string secret)
    {
        var credential = new Generic { Credential = Asked(secret), Header = header };
        return Filter("envoy.filters.http.credential_injector", new CredentialInjector
        {
            Overwrite = true,
            Credential = new() { Name = "envoy.http.injected_credentials.generic", TypedConfig = DeterministicAny.Pack(credential) },
        });
    }

    private static SdsSecretConfig Asked(string secret) => new() { Name = secret, SdsConfig = AdsSource.Of(FetchTimeout) };

    private static HttpFilter Filter(string name, IMessage config) => new() { Name = name, TypedConfig = DeterministicAny.Pack(config) };
}
