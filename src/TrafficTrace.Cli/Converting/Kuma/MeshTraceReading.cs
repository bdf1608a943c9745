using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>A MeshTrace of Kuma 2.x, and what it says as a TrafficTrace would.</summary>
internal sealed record MeshTraceReading(SourceDocument Document, PolicyDraft Draft)
{
    public const string Kind = "MeshTrace";

    private const string Effect = "kuma.io/effect";

    /// <summary>What it says of tracing.</summary>
    public Source Default => Document.Spec.Child("default");

    public static IEnumerable<MeshTraceReading> Of(IEnumerable<SourceDocument> documents, Losses losses) =>
        documents.Where(document => document.Kind == Kind).Select(document => Of(document, losses)).OfType<MeshTraceReading>();

    private static MeshTraceReading? Of(SourceDocument document, Losses losses)
    {
        if (IsShadow(document, losses)) return null;
        var said = document.Spec.Child("default");
        losses.Others(document.Spec, "targetRef", "default");
        losses.Others(said, "backends", "sampling", "tags");
        if (TargetRef.Match(document.Spec.Child("targetRef"), losses) is not { } match) return null;
        var backend = Backend(said.Child("backends"), document.Name, losses);
        var turnsOff = !said.Child("backends").Items.Any();
        if (backend is null && !turnsOff) return null;
        return new(document, new PolicyDraft(document.Space, document.Name, backend, [match], Conf(said, losses)));
    }

    /// <summary>Kuma computes what such a policy would change, and changes nothing.</summary>
    private static bool IsShadow(SourceDocument document, Losses losses)
    {
        Source[] effects = [document.Root.Child("metadata", "labels", Effect), document.Root.Child("labels", Effect)];
        if (effects.FirstOrDefault(effect => effect.Text == "shadow") is not { } shadow) return false;
        losses.Document(shadow, "is not in force in Kuma: take the label off to convert it");
        return true;
    }

    /// <summary>Null for none, which is meant or told.</summary>
    private static BackendDraft? Backend(Source backends, string name, Losses losses)
    {
        Source[] items = [.. backends.Items];
        foreach (var other in items.Skip(1)) losses.Field(other, "is left out: a proxy has one backend");
        if (items.Length > 0) return MeshTraceBackend.Of(items[0], name, losses);
        losses.Field(backends, "is empty, which turns tracing off: conf.backend names a backend that the Mesh does not have");
        return null;
    }

    private static JsonObject Conf(Source said, Losses losses)
    {
        var conf = new JsonObject();
        if (Sampling(said.Child("sampling"), losses) is { Count: > 0 } sampling) conf["sampling"] = sampling;
        conf.AddList("tags", said.Child("tags").Items.Select(tag => Tag(tag, losses)));
        return conf;
    }

    private static JsonObject Sampling(Source said, Losses losses)
    {
        string[] names = ["overall", "random", "client"];
        losses.Others(said, names);
        var sampling = new JsonObject();
        foreach (var name in names)
        {
            if (Percents.Of(said.Child(name), losses) is { } percent) sampling[name] = percent;
        }

        return sampling;
    }

    private static JsonObject? Tag(Source tag, Losses losses)
    {
        var (name, literal, header) = (tag.Child("name").Text, tag.Child("literal"), tag.Child("header"));
        losses.Others(tag, "name", "literal", "header");
        losses.Others(header, "name", "default");
        if (header.Child("name").Text is { Length: > 0 } from) return SpanTags.Header(name, from, header.Child("default").Text);
        if (literal.Text.Length > 0) return SpanTags.Literal(name, literal.Text);
        losses.Field(tag, "is left out: it has neither a literal nor the name of a header");
        return null;
    }
}
