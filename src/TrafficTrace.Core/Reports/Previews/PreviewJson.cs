using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Reports.Previews;

/// <summary>How a preview is written.</summary>
[JsonSerializable(typeof(Preview))]
public sealed partial class PreviewJson : JsonSerializerContext
{
    /// <summary>Quotes within diffs stay legible.</summary>
    public static readonly PreviewJson Told = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
