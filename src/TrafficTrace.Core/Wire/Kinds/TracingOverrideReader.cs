using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads a TracingOverride. Its end and its reason are required: what is done in an incident is to be found, and to end.</summary>
internal static class TracingOverrideReader
{
    public static TracingOverride Read(Envelope envelope)
    {
        var identity = Identity.Read(envelope, ResourceKind.TracingOverride);
        var spec = envelope.Spec;
        spec.IsMapping();
        spec.WarnOfUnknown("backend", "selectors", "off", "sampling", "drain", "until", "reason");
        var sampling = Sampling(spec);
        return new TracingOverride(identity.Mesh, identity.Name, SpecJson.Write(spec.Node, envelope.Findings))
        {
            CreationTime = identity.CreationTime,
            Backend = spec.Child("backend").Text() is { Length: > 0 } backend ? backend : null,
            Selectors = [.. spec.Child("selectors").Items().Select(TrafficTraceReader.Selector)],
            Sampling = sampling,
            Drains = spec.Child("drain").Flag() ?? true,
            Until = EndReader.Until(spec.Child("until")),
            Reason = EndReader.Reason(spec.Child("reason")),
        };
    }

    /// <summary>Null for off.</summary>
    private static double? Sampling(Field spec)
    {
        var (off, sampling) = (spec.Child("off"), spec.Child("sampling"));
        if (off.Exists == sampling.Exists) off.Error("has to stand there as true, or else sampling: one of the two");
        if (off.Flag() == false) off.Error("has to be true: leave it out, and say sampling, for anything else");
        return off.Exists ? null : BackendReader.Sampling(sampling);
    }
}
