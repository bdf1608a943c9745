using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTrace.Storage.Transfer;

/// <summary>The lines of an exported history.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(HistoryHead))]
[JsonSerializable(typeof(HistoryLine))]
internal sealed partial class TransferJson : JsonSerializerContext
{
    /// <summary>A document's text is not escaped once more.</summary>
    public static readonly TransferJson Plain = new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
