using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Storage.Sql;

/// <summary>A document as it stands in a row: its text is the one that it had, whatever reads it later.</summary>
internal sealed record StoredDocument(ResourceKey Key, string Spec, DateTimeOffset? Created, DateTimeOffset? Modified)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static StoredDocument Of(Resource resource) =>
        new(resource.Key, resource.SpecJson, resource.CreationTime, resource.ModificationTime);

    /// <summary>An <see cref="UnreadResource"/> where the rules of now refuse it.</summary>
    public Resource Read(ReaderOptions options)
    {
        var read = ResourceReader.ReadOne(Text(), Key, options);
        Resource resource = read is { Errors: [], Resources: [var good] }
            ? good with { SpecJson = Spec }
            : new UnreadResource(Key, Spec, string.Join("; ", read.Errors.Take(3)));
        return resource with { CreationTime = Created, ModificationTime = Modified };
    }

    /// <summary>The same, unread: for who only hands it on.</summary>
    public Resource AsWritten() => new UnreadResource(Key, Spec, "") { CreationTime = Created, ModificationTime = Modified };

    private string Text()
    {
        var buffer = new ArrayBufferWriter<byte>(Spec.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type", KindTable.Of(Key.Kind).Name);
            if (Key.Kind != ResourceKind.Mesh) writer.WriteString("mesh", Key.Mesh);
            writer.WriteString("name", Key.Name);
            writer.WriteEndObject();
        }

        var meta = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return Spec.Length <= 2 ? meta : $"{meta[..^1]},{Spec[1..]}";
    }
}
