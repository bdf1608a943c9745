using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>How an explanation is written.</summary>
[JsonSerializable(typeof(ProxyExplanation))]
public sealed partial class ExplanationJson : JsonSerializerContext
{
    /// <summary>Quotes within sentences stay legible.</summary>
    public static readonly ExplanationJson Told = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
