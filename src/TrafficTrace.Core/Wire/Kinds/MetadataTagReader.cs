using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads a tag from Envoy's metadata. Its path is a list, or a text with dots between the steps.</summary>
internal static class MetadataTagReader
{
    private const int MaxSteps = 16;

    public static MetadataTag Read(Field field, string name)
    {
        if (!field.IsMapping()) return new(name, default, "", [], null);
        field.WarnOfUnknown("kind", "key", "path", "default");
        return new(
            name, Kind(field.Child("kind")), Texts.Required(field.Child("key")), Path(field.Child("path")),
            Texts.Optional(field.Child("default")));
    }

    private static MetadataKind Kind(Field field)
    {
        if (field.Text() is not { } text) return default;
        switch (text)
        {
            case "request": return MetadataKind.Request;
            case "route": return MetadataKind.Route;
            case "cluster": return MetadataKind.Cluster;
            case "host": return MetadataKind.Host;
            default:
                field.Error("has invalid value. Allowed values: request, route, cluster, host");
                return default;
        }
    }

    private static ValueList<string> Path(Field field)
    {
        ValueList<string> steps = field.Node is SequenceNode
            ? [.. field.Items().Select(Texts.Required)]
            : [.. Texts.Required(field).Split('.')];
        if (steps.IsEmpty) field.Error("must have at least one element");
        if (field.Node is not SequenceNode && steps.Count > 1 && steps.Contains("")) field.Error("has a step without a name");
        Counts.Limit(field, steps.Count, MaxSteps);
        return steps;
    }
}
