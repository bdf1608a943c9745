using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Cli.Converting.Istio;

/// <summary>
/// What is known of Istio's MeshConfig: in an IstioOperator, in the values of its chart, in its ConfigMap, or by itself. There may be
/// parts of it in several files.
/// </summary>
internal sealed class MeshConfig(IReadOnlyCollection<Source> parts)
{
    private const string UsualRoot = "istio-system";

    /// <summary>A Telemetry in it is for all of the mesh.</summary>
    public string RootNamespace => First("rootNamespace") is { Text.Length: > 0 } root ? root.Text : UsualRoot;

    /// <summary>Where a Telemetry names none; null where nothing is said.</summary>
    public Source? DefaultProvider =>
        parts.SelectMany(part => part.Child("defaultProviders", "tracing").Items).FirstOrDefault(name => name.Text.Length > 0);

    /// <summary>Where no Telemetry says a number; null where nothing is said.</summary>
    public Source? DefaultSampling => First("defaultConfig", "tracing", "sampling");

    public static MeshConfig Of(IEnumerable<SourceDocument> documents, Losses losses) =>
        new([.. documents.SelectMany(document => Parts(document, losses))]);

    public Source? Provider(string name) =>
        parts.SelectMany(part => part.Child("extensionProviders").Items).FirstOrDefault(provider => provider.Child("name").Text == name);

    private Source? First(params string[] path) => parts.Select(part => part.Child(path)).FirstOrDefault(field => field.Exists);

    private static IEnumerable<Source> Parts(SourceDocument document, Losses losses)
    {
        Source[] places = [document.Root.Child("spec", "meshConfig"), document.Root.Child("meshConfig"), document.Root];
        return document.Kind == "ConfigMap"
            ? OfConfigMap(document.Root.Child("data", "mesh"), losses)
            : places.Where(place => place.Exists);
    }

    /// <summary>It holds the configuration as a text, which begins in the line after its key.</summary>
    private static IEnumerable<Source> OfConfigMap(Source text, Losses losses)
    {
        var lines = new Dictionary<JsonNode, int>();
        var (documents, errors) = YamlJson.Read(text.Text, text.Origin.File, lines);
        foreach (var error in errors) losses.Document(text with { Line = text.Line + error.Line }, error.Message);
        var origin = text.Origin with { Lines = lines.ToDictionary(line => line.Key, line => text.Line + line.Value) };
        return documents.Select(document => Source.Root(origin, document));
    }
}
