using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads a TrafficTrace. A backend that is in no Mesh is no error, as in Kuma: the mesh may come later.</summary>
internal static class TrafficTraceReader
{
    public static TrafficTracePolicy Read(Envelope envelope)
    {
        var identity = Identity.Read(envelope, ResourceKind.TrafficTrace);
        var spec = envelope.Spec;
        spec.IsMapping();
        spec.WarnOfUnknown("selectors", ("conf", "the default backend of the Mesh is meant"));
        var selectors = Selectors(spec.Child("selectors"));
        var conf = spec.Child("conf");
        var (tracing, backend) = (TracingConfReader.Read(conf), conf.Child("backend").Text());
        return new TrafficTracePolicy(identity.Mesh, identity.Name, SpecJson.Write(spec.Node, envelope.Findings))
        {
            CreationTime = identity.CreationTime,
            Selectors = selectors,
            Backend = backend is { Length: > 0 } ? backend : null,
            Conf = tracing,
        };
    }

    private static ImmutableArray<TagSelector> Selectors(Field field)
    {
        var selectors = field.Items().Select(Selector).ToImmutableArray();
        if (selectors.IsEmpty && field.Node is null or SequenceNode) field.Error("must have at least one element");
        return selectors;
    }

    public static TagSelector Selector(Field field)
    {
        field.IsMapping();
        field.WarnOfUnknown("match");
        var match = field.Child("match");
        if (match.Node is null or MappingNode { Entries.IsEmpty: true }) match.Error(TagRules.NoTag);
        OldForms.WarnOfTags(match, "service", "protocol");
        return new TagSelector(Tags.Read(match, TagRules.OfSelector));
    }
}
