using System.Text.Json.Nodes;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Translation.Bootstraps;

/// <summary>The static cluster by which a proxy reaches the control plane; as text, for whoever reads it should see why.</summary>
public static class ControlPlaneCluster
{
    private const string HttpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    // Unless told otherwise Envoy takes the IPv6 address alone where there is one: of localhost, always.
    private const string ByName = "type: STRICT_DNS\ndns_lookup_family: ALL";

    public static JsonNode Json(string name, ControlPlaneAccess access) => YamlJson.Read(Yaml(name, access), "cluster").Documents[0];

    public static string Yaml(string name, ControlPlaneAccess access) => $$"""
        name: {{name}}
        {{(access.Hosts.All(BootstrapText.IsAddress) ? "type: STATIC" : ByName)}}
        connect_timeout: 1s
        {{(access.Authorities is { } authorities ? Tls(access, authorities) : "")}}typed_extension_protocol_options:
          {{HttpOptions}}:
            "@type": type.googleapis.com/{{HttpOptions}}
            explicit_http_config: # the ping notices a control plane that is gone without a word
              http2_protocol_options:
                connection_keepalive: {interval: 30s, timeout: 5s}
        {{(access.TokenSecretFile is { } file ? Token(file) : "")}}load_assignment:
          cluster_name: {{name}}
          endpoints:
          - lb_endpoints:
        {{string.Concat(access.Hosts.Select(host => Endpoint(host, access.Port)))}}
        """;

    private static string Endpoint(string host, int port) => $$"""
            - endpoint:
                address:
                  socket_address:
                    address: {{BootstrapText.Quoted(BootstrapText.Address(host))}}
                    port_value: {{port}}

        """;

    // Envoy's own upper limit for what it connects to is TLS 1.2.
    private static string Tls(ControlPlaneAccess access, TrustedAuthorities authorities) => $$"""
        transport_socket:
          name: envoy.transport_sockets.tls
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        {{ServerName(access)}}    common_tls_context:
              alpn_protocols: [h2]
              tls_params: {tls_minimum_protocol_version: TLSv1_2, tls_maximum_protocol_version: TLSv1_3}
        {{(access.Own is var (certificate, key) ? OwnCertificate(certificate, key) : "")}}      validation_context:
                trusted_ca:
                  {{(authorities.IsFile ? "filename" : "inline_string")}}: {{BootstrapText.Quoted(authorities.Value)}}
                match_typed_subject_alt_names: # the certificate has to be for one of these
        {{string.Concat(access.Hosts.Select(AlternativeName))}}
        """;

    private static string ServerName(ControlPlaneAccess access) =>
        access.Hosts.FirstOrDefault(host => !BootstrapText.IsAddress(host)) is { } name ? $"    sni: {BootstrapText.Quoted(name)}\n" : "";

    private static string OwnCertificate(string certificate, string key) => $$"""
              tls_certificates:
              - certificate_chain:
                  filename: {{BootstrapText.Quoted(certificate)}}
                private_key:
                  filename: {{BootstrapText.Quoted(key)}}

        """;

    private static string AlternativeName(string host) => $$"""
                - san_type: {{(BootstrapText.IsAddress(host) ? "IP_ADDRESS" : "DNS")}}
                  matcher:
                    exact: {{BootstrapText.Quoted(BootstrapText.Address(host))}}

        """;

    // Metadata of the call would be read once, at the start. This is looked at with each call, and follows its file.
    private static string Token(string secretFile) => $$"""
            http_filters:
            - name: envoy.filters.http.credential_injector # the proxy's token; a new one in the file is taken without a restart
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.http.credential_injector.v3.CredentialInjector
                overwrite: true
                credential:
                  name: envoy.http.injected_credentials.generic
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.http.injected_credentials.generic.v3.Generic
                    credential:
                      name: {{TokenSecret.Name}}
                      sds_config:
                        path_config_source:
                          path: {{BootstrapText.Quoted(secretFile)}}
                    header: authorization
            - name: envoy.filters.http.upstream_codec
              typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec}

        """;
}
