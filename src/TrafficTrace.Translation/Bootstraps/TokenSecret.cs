namespace TrafficTrace.Translation.Bootstraps;

/// <summary>
/// The file by which Envoy finds the file of its token. Envoy watches both, if the second is named in the first: a token that is moved over
/// the old one is in the next call.
/// </summary>
public static class TokenSecret
{
    internal const string Name = "traffictrace_token";

    /// <summary>Beside the token.</summary>
    public static string FileOf(string tokenFile) => $"{tokenFile}.sds.yaml";

    public static string Yaml(string tokenFile) => $$"""
        resources:
        - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
          name: {{Name}}
          generic_secret:
            secret:
              filename: {{BootstrapText.Quoted(tokenFile)}}

        """;
}
