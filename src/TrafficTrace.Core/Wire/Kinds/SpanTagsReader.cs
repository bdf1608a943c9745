using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads <c>tags</c> of a policy or of one of its rules. Envoy takes none without a name, and no empty literal.</summary>
internal static class SpanTagsReader
{
    private const int Max = 64;

    public static ValueList<SpanTag> Read(Field field)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. Counts.Items(field, Max).Select(item => Tag(item, names)).OfType<SpanTag>()];
    }

    private static SpanTag? Tag(Field item, HashSet<string> names)
    {
        item.IsMapping();
        item.WarnOfUnknown("name", "literal", "header", "metadata", "format");
        var name = Name(item.Child("name"), names);
        return OneOf.Name(item, "literal", "header", "metadata", "format") switch
        {
            "literal" => new LiteralTag(name, Texts.Required(item.Child("literal"))),
            "header" => Header(item.Child("header"), name),
            "metadata" => MetadataTagReader.Read(item.Child("metadata"), name),
            "format" => new FormatTag(name, SpanFormatReader.Required(item.Child("format"))),
            _ => null,
        };
    }

    private static string Name(Field field, HashSet<string> names)
    {
        var name = Texts.Required(field);
        if (name.Length > 0 && !names.Add(name)) field.Error($"{GoQuoted.Text(name)} stands there twice");
        return name;
    }

    private static HeaderTag Header(Field field, string name)
    {
        if (!field.IsMapping()) return new(name, "", null);
        field.WarnOfUnknown("name", "default");
        return new(name, HeaderNameReader.Read(field.Child("name")), Texts.Optional(field.Child("default")));
    }
}
