using System.Text;
using System.Text.Json;
using TrafficTrace.ControlPlane.Api.Answers;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>The body of a request as text, or why it can't be one.</summary>
internal readonly record struct RequestText(string Text, IResult? Refusal)
{
    /// <summary>In bytes.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="request">Whose body it is.</param>
    /// <param name="what">What it is to hold, for messages.</param>
    public static async Task<RequestText> ReadAsync(HttpRequest request, string what)
    {
        if (Representations.Sent(request) is not { } form) return new("", Answer.Plain(StatusCodes.Status415UnsupportedMediaType));
        if (request.ContentLength > MaxLength) return TooLong();
        try
        {
            var bytes = await BytesAsync(request);
            return bytes.Length > MaxLength ? TooLong() : Decoded(bytes.Span, form, what);
        }
        catch (BadHttpRequestException bad)
        {
            return new("", Answer.Plain(bad.StatusCode, $": {bad.Message}"));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return new("", Results.Empty);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpRequest request)
    {
        var bytes = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        while (bytes.Length <= MaxLength && await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
            bytes.Write(buffer, 0, read);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static RequestText Decoded(ReadOnlySpan<byte> bytes, Representation form, string what)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            var text = Utf8.GetString(bytes);
            if (form == Representation.Json) CheckJson(bytes);
            return new(text, null);
        }
        catch (DecoderFallbackException)
        {
            return new("", Answer.Of(ApiError.Undecodable(what, "the body is not UTF-8")));
        }
        catch (JsonException wrong)
        {
            return new("", Answer.Of(ApiError.Undecodable(what, wrong.Message)));
        }
    }

    // Whoever sends JSON has a tool that wrote it: what else it may be as YAML is not meant.
    private static void CheckJson(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
        }
    }

    private static RequestText TooLong() => new("", Answer.Of(new ApiError(
        StatusCodes.Status413PayloadTooLarge,
        "Could not process a resource",
        $"the body is over {MaxLength >> 20} MiB: send it in several requests")));
}
