using System.Collections.Immutable;
using System.Net;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>What the control plane is started with, checked. A port of 0 stands for any free one.</summary>
internal sealed record ControlPlaneOptions
{
    public int XdsPort { get; init; } = 5678;

    /// <summary>Beside one that speaks TLS, in plain text; null for none.</summary>
    public int? XdsPlainPort { get; init; }

    /// <summary>Null where the port speaks plain text.</summary>
    public TlsFiles? XdsTls { get; init; }

    /// <summary>Who issues the certificates that clients show; null where none is asked for.</summary>
    public string? XdsClientCa { get; init; }

    public int ApiPort { get; init; } = 5681;

    /// <inheritdoc cref="XdsTls"/>
    public TlsFiles? ApiTls { get; init; }

    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>Names, besides localhost, that may stand as Host in a request to the API.</summary>
    public ImmutableArray<string> ApiHosts { get; init; } = [];

    /// <summary>Whether a caller of this machine is admin while no other machine can reach the API.</summary>
    public bool ApiLocalAdmin { get; init; } = true;

    /// <summary>Where the first admin's token goes; null for a place that the process chooses.</summary>
    public string? AdminTokenFile { get; init; }

    /// <summary>Whose tokens the API takes besides its own; null for nobody's.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>Whether metrics are told to those alone who may read.</summary>
    public bool MetricsAuth { get; init; }

    /// <summary>Files and folders.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Whether a Mesh <c>default</c> is made where there is no document at all.</summary>
    public bool DefaultMesh { get; init; } = true;

    /// <summary>Whether to start although files are broken, without what is broken in them.</summary>
    public bool StartWithSoundFiles { get; init; }

    /// <summary>
    /// How many percent of a mesh's Dataplanes, and of the tracing of its proxies, a change of files may take away at once; null for the
    /// usual limits.
    /// </summary>
    public double? MaxSourceLoss { get; init; }

    /// <summary>Meshes that are served in plain text whatever their documents ask for.</summary>
    public ImmutableHashSet<string> AcceptPlaintext { get; init; } = [];

    /// <summary>The folder of secrets; null where there is none.</summary>
    public string? Secrets { get; init; }

    /// <summary>Where what the API is told is kept.</summary>
    public StoreAddress Store { get; init; } = StoreAddress.Memory;

    /// <summary>How long a store on disk keeps the history.</summary>
    public TimeSpan HistoryKeep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Bytes of the history that a store on disk keeps, about.</summary>
    public long HistorySize { get; init; } = 1L << 30;

    /// <summary>How old a proxy's stream gets; null for no limit.</summary>
    public TimeSpan? MaxStreamAge { get; init; }

    /// <summary>Where other replicas reach the API; null for where it listens.</summary>
    public ReplicaPlace? ReplicaAddress { get; init; }

    /// <summary>Of overlay proxies whose nodes name none.</summary>
    public string OverlayMesh { get; init; } = OverlayProxies.DefaultMesh;

    /// <summary>How a proxy may show who it is; each that does so in one of these ways is let in.</summary>
    public ImmutableSortedSet<AuthenticationWay> XdsAuth { get; init; } = [AuthenticationWay.None];

    /// <summary>With which tokens are looked at that were made elsewhere, by mesh; a key's id is its <c>kid</c>.</summary>
    public ImmutableArray<(string Mesh, RsaSecurityKey Key)> PublicKeys { get; init; } = [];

    /// <summary>Whether streams end as soon as what their proxies have shown expires.</summary>
    public bool TokenExpiryStrict { get; init; }

    /// <summary>Seals signing keys in the store; null where they are kept there as they are.</summary>
    public KeySeal? KeySeal { get; init; }

    /// <summary>What was given and looks wrong, though it does not keep the process from starting.</summary>
    public ImmutableArray<Problem> Doubts { get; init; } = [];
}
