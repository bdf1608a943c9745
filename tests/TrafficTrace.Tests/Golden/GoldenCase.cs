using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Golden;

/// <summary>
/// A folder with <c>input.yaml</c>, and beside it what the proxy <c>default.web-1</c> gets for it. Only listeners depend on how
/// the stream takes its sampling; a runtime layer with a key goes to streams that ask for it.
/// </summary>
public sealed record GoldenCase(string Name)
{
    public const string Input = "input.yaml";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<GoldenCase> All() =>
        Directory.EnumerateDirectories(Root()).Order(StringComparer.Ordinal).Select(folder => new GoldenCase(Path.GetFileName(folder)));

    public string Folder => Path.Combine(Root(), Name);

    public EnvoyResources Translate(SamplingMode mode, bool rejected = false) =>
        new ProxyTranslator().Translate(Store().Asked("default.web-1", mode, rejected));

    /// <summary>For an Envoy that is older than the formats that a policy may hold.</summary>
    public EnvoyResources TranslateWithoutFormats(SamplingMode mode) =>
        new ProxyTranslator().Translate(Store().Asked("default.web-1", mode).Configuration.WithoutFormats(), mode);

    /// <summary>What the proxy gets when there is no policy.</summary>
    public EnvoyResources TranslateUntraced(SamplingMode mode)
    {
        var store = Documents.Store(Read().Where(resource => resource is not TrafficTracePolicy));
        return new ProxyTranslator().Translate(store.Asked("default.web-1", mode));
    }

    /// <summary>File name to content.</summary>
    public ImmutableSortedDictionary<string, string> Outputs()
    {
        var rtds = Translate(SamplingMode.Rtds);
        var routes = rtds[TypeUrls.RouteConfiguration]; // most proxies have none: their listeners hold the routes
        var outputs = ImmutableSortedDictionary<string, string>.Empty
            .Add("clusters.json", Json(rtds.Clusters))
            .Add("endpoints.json", Json(rtds.Endpoints))
            .Add("listeners.json", Json(Translate(SamplingMode.Listener).Listeners))
            .Add("listeners.rtds.json", Json(rtds.Listeners))
            .Add("runtime.json", Json([rtds.Runtime]));
        return routes.IsEmpty ? outputs : outputs.Add("routes.json", Json(routes));
    }

    public override string ToString() => Name;

    /// <summary>The resource as Envoy's own files have it: without the outermost <c>@type</c>.</summary>
    internal static JsonObject Message(PackedResource resource)
    {
        var message = JsonNode.Parse(EnvoyTypes.ToJson(resource.UnpackAny()))!.AsObject();
        message.Remove("@type");
        return message;
    }

    private static string Json(IEnumerable<PackedResource> resources) =>
        new JsonArray([.. resources.Select(Message)]).ToJsonString(Indented) + "\n";

    private static string Root([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private StoreSnapshot Store() => Documents.Store(Read());

    private ImmutableArray<Resource> Read() => Documents.Read(File.ReadAllText(Path.Combine(Folder, Input)), Input).Resources;
}
