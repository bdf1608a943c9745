using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
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
        var pinned = Pinned(spec.Child("pinned"), identity.Mesh, options);
        return new TracingFreeze(identity.Mesh, SpecJson.Write(spec.Node, envelope.Findings))
        {
            CreationTime = identity.CreationTime,
            Pinned = pinned.OfType<Mesh>().SingleOrDefault(),
            Policies = [.. pinned.OfType<TrafficTracePolicy>()],
            Until = EndReader.Until(spec.Child("until")),
            Reason = EndReader.Reason(spec.Child("reason")),
        };
    }

    private static ImmutableArray<Resource> Pinned(Field list, string mesh, ReaderOptions options)
    {
        var pinned = new Dictionary<ResourceKey, Resource>();
        foreach (var item in list.Items())
        {
            if (One(item, options) is not { } resource) continue;
            if (resource.Mesh != mesh) item.Error($"is of mesh {GoQuoted.Word(resource.Mesh)}: a freeze pins what is of its own mesh");
            else if (!pinned.TryAdd(resource.Key, resource)) item.Error($"pins {resource.Key} again: remove one of the two");
        }

        return [.. pinned.Values];
    }

    private static Resource? One(Field item, ReaderOptions options)
    {
        var inner = item.Node is Yaml.MappingNode document ? UniversalEnvelope.Of(document, null) : null;
        var row = inner?.Kind.Text() is { } kind ? KindTable.Find(kind) : null;
        if (row is not { Kind: ResourceKind.Mesh or ResourceKind.TrafficTrace })
        {
            item.Error("has to be a Mesh or a TrafficTrace");
            return null;
        }

        var resource = row.Read(inner!, options);
        foreach (var error in inner!.Findings.Errors)
            item.Error(error.Field.Length == 0 ? error.Message : $"{error.Field}: {error.Message}");
        return inner.Findings.Errors.Total == 0 ? resource : null;
    }
}
