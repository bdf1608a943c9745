using System.Text;
using System.Text.Json;
using TrafficTrace.ControlPlane.Api.Answers;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>The body of a request as text, or why it can't be one.</summary>
internal readonly record struct RequestText(string Text, IResult? Refusal)
{
    /// <summary>In bytes.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Memory is the process's, whichever port it is filled from.</summary>
    private static readonly BodyRoom Room = new();

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="request">Whose body it is.</param>
    /// <param name="what">What it is to hold, for messages.</param>
    public static async Task<RequestText> ReadAsync(HttpRequest request, string what)
    {
        if (Representations.Sent(request) is not { } form) return new("", Answer.Plain(StatusCodes.Status415UnsupportedMediaType));
        if (request.ContentLength > MaxLength) return TooLong();
        using var bytes = new MemoryStream();
        try
        {
            if (!await FillAsync(bytes, request)) return NoRoom(request.HttpContext.Response);
            return bytes.Length > MaxLength ? TooLong() : Decoded(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), form, what);
        }
        catch (BadHttpRequestException bad)
        {
            return new("", Answer.Plain(bad.StatusCode, $": {bad.Message}"));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return new("", Results.Empty);
        }
        finally
        {
            Room.Give(bytes.Length);
        }
    }

    /// <summary>False when there is no room for more. One byte over the limit is as good as all.</summary>
    private static async Task<bool> FillAsync(MemoryStream bytes, HttpRequest request)
    {
        var buffer = new byte[16 * 1024];
        while (bytes.Length <= MaxLength && await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (!Room.TryTake(read)) return false;
            bytes.Write(buffer, 0, read);
        }

        return true;
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

    private static RequestText NoRoom(HttpResponse response)
    {
        response.Headers.RetryAfter = "1";
        return new("", Answer.Of(new ApiError(
            StatusCodes.Status503ServiceUnavailable, "Too busy", "all clients together send more than there is room for: try again")));
    }

    private static RequestText TooLong() => new("", Answer.Of(new ApiError(
        StatusCodes.Status413PayloadTooLarge,
        "Could not process a resource",
        $"the body is over {MaxLength >> 20} MiB: send it in several requests")));
}
