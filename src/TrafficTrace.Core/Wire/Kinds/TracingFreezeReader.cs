using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads a TracingFreeze: its end, its reason, and the documents that it pins, each as its own reader has it.</summary>
internal static class TracingFreezeReader
{
    public static TracingFreeze Read(Envelope envelope, ReaderOptions options)
    {
        var identity = Identity.Read(envelope, ResourceKind.TracingFreeze);
        var spec = envelope.Spec;
        spec.IsMapping();
        spec.WarnOfUnknown("pinned", "until", "reason");
        Resource[] pinned = [.. spec.Child("pinned").Items().Select(item => Pinned(item, envelope, options)).OfType<Resource>()];
        return new TracingFreeze(identity.Mesh, SpecJson.Write(spec.Node, envelope.Findings))
        {
            CreationTime = identity.CreationTime,
            Pinned = pinned.OfType<Mesh>().SingleOrDefault(),
            Policies = [.. pinned.OfType<TrafficTracePolicy>()],
            Until = EndReader.Until(spec.Child("until")),
            Reason = EndReader.Reason(spec.Child("reason")),
        };
    }

    private static Resource? Pinned(Field item, Envelope envelope, ReaderOptions options)
    {
        if (item.Node is not Yaml.MappingNode document) return null;
        var inner = UniversalEnvelope.Of(document, null);
        var row = inner.Kind.Text() is { } kind ? KindTable.Find(kind) : null;
        var resource = row is { Kind: ResourceKind.Mesh or ResourceKind.TrafficTrace } ? row.Read(inner, options) : null;
        foreach (var error in inner.Findings.Errors) item.Error(error.Message);
        return inner.Findings.Errors.Total == 0 ? resource : null;
    }
}
