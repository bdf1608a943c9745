using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads <c>headers</c> of an OpenTelemetry backend: of each a name, and a value or the name of a secret.</summary>
internal static class CollectorHeadersReader
{
    private const int Max = 16;

    public static ValueList<CollectorHeader> Read(Field field)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. Counts.Items(field, Max).Select(item => Header(item, names))];
    }

    private static CollectorHeader Header(Field item, HashSet<string> names)
    {
        item.IsMapping();
        BackendConf.WarnOfUnused(item, "name", "value", "secret");
        var header = new CollectorHeader(Name(item.Child("name"), names), Value(item.Child("value")), Secret(item.Child("secret")));
        if (item.Child("value").Exists == item.Child("secret").Exists) item.Error("has to have value, or secret: one of the two");
        return header;
    }

    private static string Name(Field field, HashSet<string> names)
    {
        if (field.Text() is not { } name) return "";
        if (HttpRules.OfAddedHeader(name) is { } violation) field.Error(violation);
        else if (!names.Add(name)) field.Error($"{GoQuoted.Text(name)} stands there twice: a header is sent once");
        return name;
    }

    private static string? Value(Field field)
    {
        if (!field.Exists || field.Text() is not { } value) return null;
        if (value.Length == 0) field.Error("cannot be empty: no such header would be sent");
        else if (HttpRules.OfHeaderValue(value) is { } violation) field.Error(violation);
        return value;
    }

    private static string? Secret(Field field) => field.Exists ? Texts.Read(field, SecretRules.OfName) : null;
}
