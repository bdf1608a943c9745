using System.Net.Http.Headers;
using System.Text;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>A control plane that is loaded, and requests to its API.</summary>
internal sealed class ApiPlane : IAsyncDisposable
{
    private readonly TestControlPlane _plane;

    private ApiPlane(TestControlPlane plane) => _plane = plane;

    public TestControlPlane Plane => _plane;

    /// <param name="documents">What its files hold.</param>
    /// <param name="change">Of the options.</param>
    public static async Task<ApiPlane> StartAsync(
        (string Name, string? Yaml)[]? documents = null, Func<ControlPlaneOptions, ControlPlaneOptions>? change = null)
    {
        var plane = await TestControlPlane.StartAsync(delta: false, change: change);
        plane.Resources.Put(documents ?? []);
        await plane.Reported;
        return new(plane);
    }

    /// <summary>One whose proxies speak one variant of the protocol.</summary>
    public static async Task<ApiPlane> StartAsync(bool delta, (string Name, string? Yaml)[] documents)
    {
        var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(documents);
        await plane.Reported;
        return new(plane);
    }

    /// <summary>One that reads a folder.</summary>
    public static async Task<ApiPlane> StartAsync(ResourceFolder folder)
    {
        var plane = await TestControlPlane.StartAsync(delta: false, folder.Path);
        await plane.Reported;
        return new(plane);
    }

    public Task<ApiResponse> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, null, headers);

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

    public ValueTask DisposeAsync() => _plane.DisposeAsync();
}
