using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting.Istio;

/// <summary>A Telemetry of Istio that says something of tracing. <see cref="RootNamespace"/> is that of the mesh.</summary>
internal sealed record Telemetry(SourceDocument Document, string RootNamespace)
{
    private const string Group = "telemetry.istio.io/";

    /// <summary>Kuma gives it to proxies of Kubernetes, and so do labels of their pods become tags.</summary>
    private const string NamespaceTag = "k8s.kuma.io/namespace";

    private static readonly string[] Known =
    [
        "match", "providers", "randomSamplingPercentage", "disableSpanReporting", "customTags",
    ];

    /// <summary>Istio takes one: what is said of a direction alone is none for a policy of a whole proxy.</summary>
    public Source Tracing => Entries.First();

    public string Name => IsOfMesh ? Document.Name : $"{Document.Name}.{Document.Space}";

    private IEnumerable<Source> Entries => Document.Spec.Child("tracing").Items;

    private Source Labels => Document.Spec.Child("selector", "matchLabels");

    private bool IsOfMesh => Document.Space.Length == 0 || Document.Space == RootNamespace;

    private bool IsOfAll => !Labels.Names.Any();

    public static IEnumerable<Telemetry> Of(IEnumerable<SourceDocument> documents, string rootNamespace) =>
        documents.Where(document => document.IsOf(nameof(Telemetry), Group))
            .Select(document => new Telemetry(document, rootNamespace)).Where(telemetry => telemetry.Entries.Any());

    /// <summary>Itself first.</summary>
    public TracingChain Chain(IEnumerable<Telemetry> all)
    {
        var wider = all.Where(other => other.IsOfAll && other != this).ToArray();
        var ofNamespace = IsOfAll ? [] : wider.Where(other => other.Document.Space == Document.Space);
        var ofMesh = wider.Where(other => other.IsOfMesh);
        return new([.. new[] { this }.Concat(ofNamespace).Concat(ofMesh).Select(telemetry => telemetry.Tracing)]);
    }

    /// <summary>Tells what is read nowhere.</summary>
    public void TellRest(Losses losses)
    {
        losses.Others(Document.Spec, "selector", "targetRef", "targetRefs", "tracing");
        losses.Others(Document.Spec.Child("selector"), "matchLabels");
        losses.Others(Tracing, Known);
        if (Tracing.Child("match", "mode") is { Text: "CLIENT" or "SERVER" } mode)
            losses.Field(mode, "has no counterpart: what is said counts for both directions");
        foreach (var other in Entries.Skip(1)) losses.Field(other, "is left out: the first entry alone is carried over");
    }

    /// <summary>Null, and told, where no tags say it.</summary>
    public TagSet? Match(Losses losses)
    {
        Source[] targets = [Document.Spec.Child("targetRef"), Document.Spec.Child("targetRefs")];
        if (targets.FirstOrDefault(target => target.Exists) is { } target)
        {
            losses.Document(target, "names an object of Kubernetes, which has no counterpart: select by tags");
            return null;
        }

        foreach (var (key, value) in Labels.Entries)
            losses.Field(value, $"the label has to be a tag of the Dataplanes: {key}={value.Text}");
        if (!IsOfMesh)
            losses.Field(
                Document.Root.Child("metadata", "namespace"),
                $"the namespace has to be a tag of the Dataplanes, as Kuma has it: {NamespaceTag}={Document.Space}");
        return TagSet.Of([
            KeyValuePair.Create(TagSet.Service, TagSelector.Wildcard),
            .. Labels.Entries.Select(label => KeyValuePair.Create(label.Key, label.Value.Text)),
            .. IsOfMesh ? [] : new[] { KeyValuePair.Create(NamespaceTag, Document.Space) },
        ]);
    }
}
