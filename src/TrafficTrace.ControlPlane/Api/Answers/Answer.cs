using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A value as JSON, or as YAML where that is asked for.</summary>
internal sealed class Answer : IResult
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly int _status;

    private Answer(ReadOnlyMemory<byte> json, int status) => (_json, _status) = (json, status);

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is never part of a page
        Indented = true,
        IndentSize = 1, // as Kuma has it
    };

    public static IResult Of<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Options)) JsonSerializer.Serialize(writer, value, type);
        return new Answer(json.WrittenMemory, status);
    }

    public static IResult Of(ApiError error) => Of(error, ApiJson.Default.ApiError, error.Status);

    /// <summary>As Kuma answers where no handler is reached: the status in words.</summary>
    public static IResult Plain(int status, string more = "") =>
        Results.Text($"{status}: {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}{more}", statusCode: status);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var isYaml = Representations.Accepted(httpContext.Request) == Representation.Yaml;
        var body = isYaml ? Encoding.UTF8.GetBytes(JsonYaml.Write(JsonElement.Parse(_json.Span))) : _json;
        httpContext.Response.StatusCode = _status;
        httpContext.Response.ContentType = isYaml ? Representations.Yaml : Representations.Json;
        httpContext.Response.ContentLength = body.Length;
        return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
