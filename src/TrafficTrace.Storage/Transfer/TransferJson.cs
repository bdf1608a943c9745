using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTrace.Storage.Transfer;

/// <summary>The lines of an exported history.</summary>
[JsonSerializable(typeof(HistoryHead))]
[JsonSerializable(typeof(HistoryLine))]
internal sealed partial class TransferJson : JsonSerializerContext
{
    /// <summary>Strict about what is there; a document's text is not escaped once more.</summary>
    public static readonly TransferJson Plain = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });
}
