using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads <c>resourceAttributes</c> of an OpenTelemetry backend: by key a text, or a tag of the proxy that has it.</summary>
internal static class ResourceAttributesReader
{
    private const int Max = 64;
    private const string ServiceName = "service.name";

    /// <summary>In the order of their keys, so that two documents that say the same send the same.</summary>
    public static ValueList<ResourceAttribute> Read(Field conf)
    {
        var field = conf.Child("resourceAttributes");
        field.IsMapping();
        Counts.Limit(field, field.Entries.Length, Max);
        if (field.At(ServiceName).Exists && conf.Child("serviceName") is { Exists: true } serviceName)
            serviceName.Warning(FindingCodes.NoEffect, $"has no effect: {ServiceName} is among resourceAttributes");
        return
        [
            .. field.Entries.Select(entry => Attribute(entry.Key, field.At(entry.Key)))
                .OrderBy(attribute => attribute.Key, StringComparer.Ordinal),
        ];
    }

    private static ResourceAttribute Attribute(string key, Field field)
    {
        if (ValueRules.OfRequired(key) is { } violation) field.Error($"key {violation}");
        return field.Node is MappingNode ? new(key, null, Tag(field)) : new(key, Texts.Required(field), null);
    }

    private static string Tag(Field field)
    {
        BackendConf.WarnOfUnused(field, "tag");
        return Texts.Read(field.Child("tag"), TagRules.OfName) ?? "";
    }
}
