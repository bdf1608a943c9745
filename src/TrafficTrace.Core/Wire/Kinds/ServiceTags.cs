using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the tags of an inbound, an outbound or a gateway, which have to name a service.</summary>
internal static class ServiceTags
{
    /// <summary><paramref name="missing"/> says so when there is no service: Kuma has other words for it in each place.</summary>
    public static TagSet Read(Field field, Action<Field> missing)
    {
        var tags = Tags.Read(field, TagRules.OfProxy);
        var service = field.At(TagSet.Service);
        if (tags.ServiceName is { } name && ServiceTagRules.OfService(name) is { } violation) service.Error(violation);
        if (tags.ServiceName is null && (service.Node is null && field.Node is null or MappingNode) && !OldForms.NamesService(field))
            missing(field);
        OldForms.WarnOfTags(field, "protocol");
        return tags;
    }
}
