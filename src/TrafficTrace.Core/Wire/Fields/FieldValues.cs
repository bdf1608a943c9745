using System.Globalization;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Fields;

/// <summary>
/// Reads a field as a type of proto3 JSON, in which Kuma's resources are written. A wrong type is an error, and the value null.
/// </summary>
internal static class FieldValues
{
    /// <summary>Empty when absent.</summary>
    public static string? Text(this Field field)
    {
        if (!field.Exists) return "";
        if (field.Node is ScalarNode { Kind: ScalarKind.Text } scalar && !Templates.IsUnrendered(scalar)) return scalar.Text;
        field.Mismatch("text", field.Node is ScalarNode ? ": put it in quotes" : "");
        return null;
    }

    /// <summary>Null when absent.</summary>
    public static bool? Flag(this Field field)
    {
        if (field.Node is ScalarNode { Kind: ScalarKind.Boolean } scalar) return scalar.Text == "true";
        if (field.Exists) field.Mismatch("true or false");
        return null;
    }

    /// <summary>Null when absent. Numbers may stand in quotes.</summary>
    public static double? Number(this Field field)
    {
        if (field.Node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar
            && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        if (field.Exists) field.Mismatch("a number");
        return null;
    }

    /// <summary>0 when absent, null when it is no whole number. Numbers may stand in quotes.</summary>
    public static decimal? Whole(this Field field)
    {
        if (!field.Exists) return 0;
        if (field.Node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar
            && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && decimal.Truncate(number) == number) return number;
        field.Mismatch("a whole number");
        return null;
    }

    /// <summary>Empty when absent; a list's items know their index, and are made one by one.</summary>
    public static IEnumerable<Field> Items(this Field field)
    {
        if (field.Node is SequenceNode list) return list.Items.Select((item, index) => field.Item(index, item));
        if (field.Exists) field.Mismatch("a list");
        return [];
    }

    /// <summary>Text by text, null values as empty ones; empty when absent.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> TextMap(this Field field)
    {
        if (!field.IsMapping()) return [];
        var texts = new List<KeyValuePair<string, string>>();
        foreach (var entry in field.Entries)
        {
            if (field.At(entry.Key).Text() is { } text) texts.Add(KeyValuePair.Create(entry.Key, text));
        }

        return texts;
    }

    /// <summary>False, and an error, when something else stands there; false when nothing does.</summary>
    public static bool IsMapping(this Field field)
    {
        if (field.Exists && field.Node is not MappingNode) field.Mismatch("a mapping of fields");
        return field.Node is MappingNode;
    }

    /// <summary>Warns of every field but these, which alone are kept.</summary>
    public static void WarnOfUnknown(this Field field, params ReadOnlySpan<KnownField> known)
    {
        foreach (var entry in field.Entries)
        {
            if (!known.Has(entry.Key) && field.Findings.Unknown(entry))
                field.Findings.Warning(
                    FindingCodes.UnknownField, entry.Line, field.Child(entry.Key).Path, UnknownField.Message(entry.Key, field, known));
        }
    }

    public static bool Has(this ReadOnlySpan<KnownField> known, string name)
    {
        foreach (var field in known)
        {
            if (field.Name == name) return true;
        }

        return false;
    }

    private static void Mismatch(this Field field, string wanted, string advice = "") =>
        field.Error(
            Templates.IsUnrendered(field.Node) ? Templates.Unrendered : $"has to be {wanted}, but is {field.Node!.Description}{advice}");
}
