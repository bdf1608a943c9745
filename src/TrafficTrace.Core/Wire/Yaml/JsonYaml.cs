using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>Writes JSON as the YAML that means the same here and to other readers of YAML 1.1.</summary>
public static class JsonYaml
{
    public static string Write(JsonElement document)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Write(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(Emitter emitter, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart());
                foreach (var field in value.EnumerateObject())
                {
                    WriteText(emitter, field.Name);
                    Write(emitter, field.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Any));
                foreach (var item in value.EnumerateArray()) Write(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                WriteText(emitter, value.GetString()!);
                break;
            default:
                emitter.Emit(new Scalar(value.GetRawText()));
                break;
        }
    }

    // Without quotes only where nobody takes it for a number, a boolean or nothing.
    private static void WriteText(Emitter emitter, string text)
    {
        var isPlain = PlainScalar.Resolve(text, 0).Kind == ScalarKind.Text;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Any, isPlain, isQuotedImplicit: true));
    }
}
