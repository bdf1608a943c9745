using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Fields;

/// <summary>
/// Writes a document as compact JSON with ordinally sorted keys, without nulls and without the fields that are not known.
/// </summary>
internal static class SpecJson
{
    private const int UsualLength = 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static string Write(DocumentNode? spec, Findings findings)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualLength);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            if (spec is null) WriteMapping(writer, [], findings);
            else WriteNode(writer, spec, findings);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteNode(Utf8JsonWriter writer, DocumentNode node, Findings findings)
    {
        switch (node)
        {
            case MappingNode mapping:
                WriteMapping(writer, mapping.Entries, findings);
                break;
            case SequenceNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items) WriteNode(writer, item, findings);
                writer.WriteEndArray();
                break;
            case ScalarNode scalar:
                WriteScalar(writer, scalar);
                break;
        }
    }

    private static void WriteMapping(Utf8JsonWriter writer, ImmutableArray<MappingEntry> entries, Findings findings)
    {
        writer.WriteStartObject();
        foreach (var entry in entries.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key)))
        {
            if (findings.IsUnknown(entry) || entry.Value is ScalarNode { Kind: ScalarKind.Null }) continue;
            writer.WritePropertyName(entry.Key);
            WriteNode(writer, entry.Value, findings);
        }

        writer.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter writer, ScalarNode scalar)
    {
        var isNumber = scalar.Kind == ScalarKind.Number && scalar.Text is not ("NaN" or "Infinity" or "-Infinity");
        if (scalar.Kind == ScalarKind.Null) writer.WriteNullValue();
        else if (scalar.Kind == ScalarKind.Boolean) writer.WriteBooleanValue(scalar.Text == "true");
        else if (isNumber) writer.WriteRawValue(scalar.Text, skipInputValidation: true);
        else writer.WriteStringValue(scalar.Text);
    }
}
