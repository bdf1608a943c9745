using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>A TrafficTrace that is to become MeshTraces, and the document that it is written in.</summary>
internal sealed record WrittenPolicy(TrafficTracePolicy Policy, SourceDocument Document)
{
    private Source Conf => Document.Spec.Child("conf");

    /// <summary>Its selectors but those that no targetRef says, which are told.</summary>
    public IEnumerable<PolicyTarget> Targets(Losses losses)
    {
        Source[] selectors = [.. Document.Spec.Child("selectors").Items];
        foreach (var target in PolicyTarget.Of(Policy))
        {
            foreach (var tag in target.Obstacles)
                losses.Document(selectors[target.Index].Child("match"), $"a targetRef cannot ask that {tag} is there with any value");
            if (!target.Obstacles.Any()) yield return target;
        }
    }

    /// <param name="backend">Its backend; null where it has none, so that its proxies are untraced.</param>
    /// <param name="source">Where that is written.</param>
    /// <param name="losses">Gets what is not carried over.</param>
    public JsonObject Default(TracingBackend? backend, Source? source, Losses losses)
    {
        losses.Others(Conf, "backend", "sampling", "tags");
        var said = new JsonObject { ["backends"] = new JsonArray() };
        if (backend is null || source is null)
            losses.Field(
                Conf.Child("backend"), "there is no such backend, so its proxies are untraced: its MeshTrace says so by an empty list");
        else
            said["backends"] = new JsonArray(backend.Collector.Match(new MeshTraceBackendOf(source, losses)));
        said["sampling"] = Sampling(backend);
        said.AddList("tags", Conf.Child("tags").Items.Select(tag => Tag(tag, losses)));
        return said;
    }

    /// <summary>Overall always: earlier releases of Kuma 2.x do not take 100 % where it is not said.</summary>
    private JsonObject Sampling(TracingBackend? backend)
    {
        var (overall, random, client) = Policy.Conf.Sampling;
        var sampling = new JsonObject { ["overall"] = Percent(overall ?? backend?.Sampling ?? Percents.Whole) };
        if (random is { } ofRoots) sampling["random"] = Percent(ofRoots);
        if (client is { } asked) sampling["client"] = Percent(asked);
        return sampling;
    }

    // Numbers with a point are texts there.
    private static JsonNode Percent(double percent) =>
        percent == Math.Floor(percent) ? (int)percent : percent.ToString(CultureInfo.InvariantCulture);

    private static JsonNode? Tag(Source tag, Losses losses)
    {
        if (tag.Child("literal").Exists || tag.Child("header").Exists) return tag.Node!.DeepClone();
        losses.Field(tag, "is left out: a MeshTrace has tags of a literal or a header alone");
        return null;
    }
}
