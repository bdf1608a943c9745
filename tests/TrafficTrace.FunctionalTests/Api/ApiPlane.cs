using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>A control plane that is loaded, and requests to its API.</summary>
internal sealed class ApiPlane : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestControlPlane _plane;

    private ApiPlane(TestControlPlane plane) => _plane = plane;

    public TestControlPlane Plane => _plane;

    /// <param name="documents">What its files hold.</param>
    /// <param name="change">Of the options.</param>
    /// <param name="delta">The variant of the protocol that its proxies speak.</param>
    /// <param name="folder">Read instead of the documents.</param>
    public static async Task<ApiPlane> StartAsync(
        (string Name, string? Yaml)[]? documents = null,
        Func<ControlPlaneOptions, ControlPlaneOptions>? change = null,
        bool delta = false,
        ResourceFolder? folder = null)
    {
        var plane = await TestControlPlane.StartAsync(delta, folder?.Path, change: change);
        if (folder is null) plane.Resources.Put(documents ?? []);
        await plane.Reported;
        return new(plane);
    }

    /// <summary>One whose proxies speak one variant of the protocol.</summary>
    public static Task<ApiPlane> StartAsync(bool delta, (string Name, string? Yaml)[] documents) => StartAsync(documents, null, delta);

    /// <summary>One that reads a folder.</summary>
    public static Task<ApiPlane> StartAsync(ResourceFolder folder) => StartAsync([], folder: folder);

    public Task<ApiResponse> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, null, headers);

    /// <summary>Asks until the answer is as wanted: for what another thread brings about. Fails with the last answer after 20 s.</summary>
    public async Task<JsonNode> GetUntilAsync(string path, Func<JsonNode, bool> reached)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await GetAsync(path);
            if (reached(answer.Json)) return answer.Json;
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Patience), answer.Text);
            await Task.Delay(20);
        }
    }

    /// <summary>Asks until it is answered so: for what begins with the process. Fails after 20 s.</summary>
    public async Task GetUntilStatusAsync(string path, HttpStatusCode status, params (string Name, string Value)[] headers)
    {
        var start = Stopwatch.GetTimestamp();
        while (await GetAsync(path, headers) is var answer && answer.Status != status)
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Patience), answer.Text);
            await Task.Delay(20);
        }
    }

    public Task<ApiResponse> DeleteAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, path, null, null, headers);

    public Task<ApiResponse> PutAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, json, "application/json", headers);

    public Task<ApiResponse> PostYamlAsync(string path, string yaml) => SendAsync(HttpMethod.Post, path, yaml, "application/yaml");

    public async Task<ApiResponse> SendAsync(
        HttpMethod method, string path, string? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null) request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _plane.Api.SendAsync(request);
        return new(
            response.StatusCode,
            response.Headers,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync());
    }

    /// <summary>The command line, with this as its control plane.</summary>
    public Task<CommandRun> CommandAsync(params string[] args) =>
        CommandRun.RunAsync([.. args, "--server", _plane.Api.BaseAddress!.ToString()]);

    /// <summary>Sets the clock forward. What looks at the ends waits for a timer, which runs as usual; a write wakes it.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        _plane.Time.Ahead += time;
        await PutAsync("/meshes/awake", """{"type":"Mesh","name":"awake"}""");
    }

    public ValueTask DisposeAsync() => _plane.DisposeAsync();
}
