using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrafficTrace.FunctionalTests.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class GuardTests
{
    private const string Mesh = """{"type":"Mesh","name":"m1"}""";

    private ApiPlane _shared = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shared = await ApiPlane.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => _shared.DisposeAsync();

    [TestCase("http://evil.example", HttpStatusCode.Forbidden)]
    [TestCase("null", HttpStatusCode.Forbidden)]
    [TestCase("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [TestCase("own", HttpStatusCode.Created)]
    public async Task A_page_of_another_origin_can_not_write(string origin, HttpStatusCode expected)
    {
        if (origin == "own") origin = $"http://{_shared.Plane.Api.BaseAddress!.Authority}";
        var answer = await _shared.PutAsync("/meshes/m1", Mesh, ("Origin", origin));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(expected));
            Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.Empty);
        }
    }

    [Test]
    public async Task Nor_can_it_read()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (await _shared.GetAsync("/meshes", ("Origin", "http://evil.example"))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(
                (await _shared.GetAsync("/meshes", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"))).Status,
                Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(
                (await _shared.GetAsync("/meshes", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"))).Status,
                Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await _shared.GetAsync("/meshes", ("Sec-Fetch-Site", "same-origin"))).Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task Nor_does_HTTP_2_on_the_other_port_help_it()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"http://{_shared.Plane.XdsAddress}/meshes/m1")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(Mesh, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Origin", "http://evil.example");
        using var answer = await http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/meshes/a%2fb", "400")]
    [TestCase("/meshes/%2e%2e/meshes", "400")]
    [TestCase("/meshes/../meshes", "400")]
    [TestCase("/meshes/./", "400")]
    [TestCase("/meshes/a..b", "404")]
    [TestCase("/meshes", "200")]
    public async Task A_path_is_what_it_looks_like(string target, string expected)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _shared.Plane.Api.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        Assert.That((await reader.ReadLineAsync())!.Split(' ')[1], Is.EqualTo(expected));
    }
}
