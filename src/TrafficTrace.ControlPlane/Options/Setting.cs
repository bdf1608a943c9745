namespace TrafficTrace.ControlPlane.Options;

/// <summary>
/// One thing that can be set when starting: as <c>--key</c>, as <c>TRAFFICTRACE_KEY</c>, or as <c>key</c> in
/// <c>appsettings.json</c>; the first of the three that has it counts, whole.
/// </summary>
internal sealed record Setting(string Key, string Value, string Description)
{
    public static readonly Setting XdsPort =
        new("xds-port", "PORT", "Port for Envoy: gRPC over HTTP/2, in plain text without --xds-tls-cert [default: 5678]");
    public static readonly Setting XdsPlainPort =
        new("xds-plain-port", "PORT", "A second port for Envoy, in plain text, while proxies move to the one that speaks TLS");

    public static readonly Setting XdsTlsCert =
        new("xds-tls-cert", "FILE", "Certificate of the xDS port, PEM with its chain, which speaks TLS alone then; watched");

    public static readonly Setting XdsTlsKey = new("xds-tls-key", "FILE", "Key of that certificate, PEM; watched");

    public static readonly Setting XdsClientCa =
        new("xds-client-ca", "FILE", "Certificates of those who issue the certificates of proxies, PEM; watched");

    public static readonly Setting ApiPort = new("api-port", "PORT", "Port of the HTTP API [default: 5681]");
    public static readonly Setting ApiTlsCert =
        new("api-tls-cert", "FILE", "Certificate of the API's port, PEM with its chain, which speaks TLS alone then; watched");

    public static readonly Setting ApiTlsKey = new("api-tls-key", "FILE", "Key of that certificate, PEM; watched");

    public static readonly Setting Bind = new("bind", "ADDRESS", "IP address to listen on [default: 127.0.0.1]");
    public static readonly Setting ApiHost =
        new("api-host", "NAME", "A host name, besides localhost, by which the API may be called; IP addresses pass") { Repeats = true };

    public static readonly Setting Resources =
        new("resources", "PATH", "YAML or JSON file, or a folder of them; watched") { Repeats = true };

    public static readonly Setting StartWithSoundFiles =
        new(
            "start-with-sound-files",
            "true|false",
            "Start although files are broken, without what is broken in them; otherwise that refuses the start")
        {
            IsSwitch = true,
        };

    public static readonly Setting MaxSourceLoss = new(
        "max-source-loss",
        "PERCENT",
        "How much of a mesh a change of files may take away at once; 100 lets all pass [default: 20 of Dataplanes, 50 of traced proxies]");

    public static readonly Setting NoDefaultMesh =
        new("no-default-mesh", "true|false", "Make no Mesh 'default' when there are no resources at all") { IsSwitch = true };

    public static readonly Setting AcceptPlaintext =
        new("accept-plaintext", "MESH", "Serve this mesh in plain text although its documents ask for mTLS or permissions")
        {
            Repeats = true,
        };

    public static readonly Setting Secrets =
        new("secrets", "FOLDER", "Folder of secrets that collectors ask for, a file FOLDER/MESH/NAME each; watched");

    public static readonly Setting Store = new(
        "store",
        "STORE",
        "Where what the API is told is kept: memory, sqlite:FILE or postgres:CONNECTION [default: memory, gone when the process ends]");

    public static readonly Setting StoreFile =
        new("store-file", "FILE", "A file that holds the value of --store, where that has a password in it");

    public static readonly Setting HistoryKeep =
        new("history-keep", "DURATION", "How long a store on disk keeps the history, such as 30d or 12h [default: 30d]");

    public static readonly Setting HistorySize =
        new("history-size", "SIZE", "How large a store on disk lets the history grow, such as 500MiB or 2GiB [default: 1GiB]");

    public static readonly Setting MaxStreamAge = new(
        "max-stream-age",
        "DURATION|off",
        "After how long a proxy is asked to connect again, so that several control planes share the load [default: 30m with postgres, "
            + "else off]");

    public static readonly Setting ReplicaAddress = new(
        "replica-address",
        "HOST[:PORT]",
        "Where other control planes on the same store reach this one's API [default: where it listens]");

    public static readonly Setting OverlayMesh = new(
        "overlay-mesh",
        "MESH",
        "Mesh of proxies that another control plane serves and that ask for the runtime layer alone [default: default]");

    public static readonly Setting ApiLocalAdmin = new(
        "api-local-admin",
        "on|off",
        "Whether the API, while it listens on loopback, takes callers of this machine for admins without a token [default: on]");

    public static readonly Setting AdminTokenFile = new(
        "admin-token-file",
        "FILE",
        "Where the first admin's token is written when the API is reached from other machines and no key is there yet [default: beside "
            + "an SQLite store, else in a new folder that the log names]");

    public static readonly Setting ApiOidcIssuer =
        new("api-oidc-issuer", "URL", "Issuer of OpenID Connect whose tokens the API takes besides its own");

    public static readonly Setting ApiOidcAudience =
        new("api-oidc-audience", "TEXT", "The audience that the issuer's tokens have to be for");

    public static readonly Setting ApiGroupMap = new(
        "api-group-map",
        "GROUP=GROUP",
        "A group of the issuer's tokens, and the group here whose rights its members have")
    {
        Repeats = true,
    };

    public static readonly Setting MetricsAuth =
        new("metrics-auth", "true|false", "/metrics needs a token, as all reads do") { IsSwitch = true };

    public static readonly Setting XdsAuth = new(
        "xds-auth",
        "none|token|mtls",
        "How proxies show who they are, several with commas; needed to listen beyond loopback [default on loopback: none]")
    {
        Repeats = true,
    };

    public static readonly Setting DataplaneTokenPublicKey = new(
        "dataplane-token-public-key",
        "MESH:KID=FILE",
        "A public RSA key in PEM: tokens of that mesh and kid that were made elsewhere are good too")
    {
        Repeats = true,
    };

    public static readonly Setting TokenExpiry = new(
        "token-expiry",
        "reconnect|strict",
        "When a proxy whose token or certificate has expired is refused: when it connects again, or at once [default: reconnect]");

    public static readonly Setting SecretsKeyFile = new(
        "secrets-key-file", "FILE", "A file with a key of 32 bytes, or that in base64, which seals the signing keys in the store");

    public static readonly IReadOnlyList<Setting> All =
    [
        XdsPort,
        XdsPlainPort,
        XdsTlsCert,
        XdsTlsKey,
        XdsClientCa,
        ApiPort,
        ApiTlsCert,
        ApiTlsKey,
        Bind,
        ApiHost,
        Resources,
        StartWithSoundFiles,
        MaxSourceLoss,
        NoDefaultMesh,
        AcceptPlaintext,
        Secrets,
        Store,
        StoreFile,
        HistoryKeep,
        HistorySize,
        MaxStreamAge,
        ReplicaAddress,
        OverlayMesh,
        ApiLocalAdmin,
        AdminTokenFile,
        ApiOidcIssuer,
        ApiOidcAudience,
        ApiGroupMap,
        MetricsAuth,
        XdsAuth,
        DataplaneTokenPublicKey,
        TokenExpiry,
        SecretsKeyFile,
    ];

    /// <summary>May be given several times; in an environment variable the values are separated by commas.</summary>
    public bool Repeats { get; private init; }

    /// <summary>True or false; on the command line it needs no value.</summary>
    public bool IsSwitch { get; private init; }

    public string Option => $"--{Key}";

    public string Variable => $"TRAFFICTRACE_{Key.ToUpperInvariant().Replace('-', '_')}";
}
