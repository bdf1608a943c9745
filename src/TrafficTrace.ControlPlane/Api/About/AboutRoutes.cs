using System.Collections.Immutable;
using System.Globalization;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.About;

/// <summary>What this is, what it serves, and with which options.</summary>
internal static class AboutRoutes
{
    private const string Kuma = "2.9.13";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/who-am-i", WhoAmI)
            .Needs(Right.Name).Tells<WhoAmIAnswer>("Who asks");
        api.MapGet("/policies", () => Answer.Of(new PoliciesAnswer(Policies), ApiJson.Default.PoliciesAnswer))
            .Needs(Right.Read).Tells<PoliciesAnswer>("The kinds of policies");
        api.MapGet("/_resources", () => Answer.Of(new KindsAnswer(Kinds), ApiJson.Default.KindsAnswer))
            .Needs(Right.Read).Tells<KindsAnswer>("The kinds of resources");
        api.MapGet("/config", (ControlPlaneOptions options) => Answer.Of(ConfigOf(options), ApiJson.Default.ConfigAnswer))
            .Needs(Right.Read).Tells<ConfigAnswer>("The options in force");
    }

    /// <summary>Asked before anything is loaded, too.</summary>
    public static void MapIndex(IEndpointRouteBuilder app) =>
        app.MapGet("/", Index).Needs(Right.Nothing).Tells<AboutAnswer>("What answers here");

    // Kuma's clients look for its group of everybody whom it knows.
    private static IResult WhoAmI(HttpContext http)
    {
        var caller = Author.CallerOf(http);
        return Answer.Of(
            new WhoAmIAnswer(caller.Name, [.. caller.Groups.Append(Group.Authenticated).Distinct()]), ApiJson.Default.WhoAmIAnswer);
    }

    // Where nothing is shared, a cluster is one process.
    private static IResult Index(Revisions revisions, IJournal journal) => Answer.Of(
        new AboutAnswer(Product.Name, Product.Version, revisions.Instance, journal.ClusterId ?? revisions.Instance, Kuma),
        ApiJson.Default.AboutAnswer);

    private static ImmutableArray<PolicyKindAnswer> Policies =>
    [
        .. KindTable.Served.Where(IsPolicy)
            .Select(row => new PolicyKindAnswer(row.Name, !row.ApiWrites, row.Plural, Display(row.Singular), Display(row.Plural))),
    ];

    private static ImmutableArray<KindAnswer> Kinds =>
    [
        .. KindTable.Served.OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => new KindAnswer(
            row.Name,
            row.Plural,
            row.Kind == ResourceKind.Mesh ? "Global" : ResourceKind.Mesh.ToString(),
            !row.ApiWrites,
            row.Kind != ResourceKind.Dataplane,
            Display(row.Singular),
            Display(row.Plural))
        {
            Policy = IsPolicy(row) ? new(false, false, false) : null,
        }),
    ];

    private static bool IsPolicy(KindRow row) => row.Kind == ResourceKind.TrafficTrace;

    // traffic-traces → Traffic Traces
    private static string Display(string words) =>
        string.Join(' ', words.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static ConfigAnswer ConfigOf(ControlPlaneOptions options) => new(
        options.XdsPort,
        options.XdsPlainPort,
        options.XdsTls?.Certificate,
        options.XdsTls?.Key,
        options.XdsClientCa,
        options.ApiPort,
        options.ApiTls?.Certificate,
        options.ApiTls?.Key,
        options.Bind.ToString(),
        [.. options.XdsAuth.Select(way => way.ToString().ToLowerInvariant())],
        options.ApiHosts,
        options.ApiLocalAdmin ? "on" : "off",
        options.Oidc?.Issuer,
        options.Oidc?.Audience,
        [.. (options.Oidc?.Groups ?? []).Select(group => $"{group.Key}={group.Value}")],
        options.MetricsAuth,
        options.Resources,
        options.StartWithSoundFiles,
        options.MaxSourceLoss,
        !options.DefaultMesh,
        [.. options.AcceptPlaintext.Order(StringComparer.Ordinal)],
        options.Secrets,
        options.OverlayMesh,
        options.Store.ToString(),
        string.Create(CultureInfo.InvariantCulture, $"{options.HistoryKeep.TotalDays:0.####}d"),
        string.Create(CultureInfo.InvariantCulture, $"{options.HistorySize >> 10}KiB"),
        options.MaxStreamAge is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0.###}s") : "off",
        options.ReplicaAddress?.ToString());
}
