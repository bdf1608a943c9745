using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>
/// Speaks to the API of a control plane. Each request has a time limit, and each answer a length limit; what is no answer of a control
/// plane ends in a sentence that says what to look at.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private const int LongestAnswer = 256 << 20;
    private const string Product = "traffictrace";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    // A key that is there twice has no one meaning.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="address">Ends with a slash.</param>
    /// <param name="time">Measures the patience.</param>
    /// <param name="token">Says who asks; null for nobody in particular.</param>
    /// <param name="authorities">Who may issue its certificate; null for those that the machine trusts.</param>
    public ApiClient(Uri address, TimeProvider time, string? token = null, X509Certificate2Collection? authorities = null)
    {
        _time = time;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectPatience,
            AllowAutoRedirect = false,
            UseProxy = !address.IsLoopback,
            SslOptions = CaOption.Trusting(authorities),
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = address,
            MaxResponseContentBufferSize = LongestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(Product, OwnVersion.Text));
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public string Address => _http.BaseAddress!.ToString().TrimEnd('/');

    /// <exception cref="CommandFailure">Refused, or as for <see cref="SendAsync"/>.</exception>
    public async Task<ApiAnswer> GetAsync(string path, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Get, path, null, cancellation)).OrRefuse();

    /// <summary>Whatever the API answers, refusals too.</summary>
    /// <exception cref="CommandFailure">Nothing was reached there, or it did not answer in time or as the API does.</exception>
    public Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellation, TimeSpan? longer = null) =>
        ExchangeAsync(method, path, body, ReadAsync, cancellation, longer);

    /// <summary>The answer to a POST that is plain text, as a token is.</summary>
    /// <exception cref="CommandFailure">Refused, or as for <see cref="SendAsync"/>.</exception>
    public Task<string> TextAsync(string path, JsonNode body, CancellationToken cancellation) =>
        ExchangeAsync(
            HttpMethod.Post,
            path,
            body,
            async (response, token) => response.IsSuccessStatusCode
                ? await response.Content.ReadAsStringAsync(token)
                : throw new CommandFailure(ExitCode.Refused, Refusal.Text(await ReadAsync(response, token))),
            cancellation);

    private async Task<T> ExchangeAsync<T>(
        HttpMethod method,
        string path,
        JsonNode? body,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellation,
        TimeSpan? longer = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        var patience = Patience + (longer ?? TimeSpan.Zero);
        using var timeout = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            return await read(response, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new CommandFailure(ExitCode.TimedOut, string.Create(
                CultureInfo.InvariantCulture, $"The control plane at {Address} did not answer within {patience.TotalSeconds:0.#}s."));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable.Silent(Address); // the handler's own patience, while it connects
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable.Told(Address, failure);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var revision = response.Headers.TryGetValues("X-Revision", out var values) ? values.First() : null;
        return new ApiAnswer(response.RequestMessage!.RequestUri!, response.StatusCode, Body(response, text), revision);
    }

    private JsonNode? Body(HttpResponseMessage response, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return JsonNode.Parse(text, null, Strict);
        }
        catch (JsonException) when (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw Unreachable.Unknown(response.RequestMessage!);
        }
        catch (JsonException) when (!response.IsSuccessStatusCode && !Unreachable.IsXdsPort(text))
        {
            // A program between the two answers in its own words.
            return new JsonObject { ["title"] = response.ReasonPhrase ?? "", ["detail"] = Shortened(text) };
        }
        catch (JsonException)
        {
            throw Unreachable.Foreign(Address, text);
        }
    }

    private static string Shortened(string text)
    {
        const int enough = 200;
        var line = text.Trim().Split('\n')[0];
        return line.Length <= enough ? line : line[..enough] + "…";
    }
}
