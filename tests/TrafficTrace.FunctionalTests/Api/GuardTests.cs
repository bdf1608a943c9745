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
    public async Task Where_other_machines_reach_it_the_API_is_read_only()
    {
        await using var plane = await ApiPlane.StartAsync(change: options => options with { Bind = IPAddress.Any });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await plane.GetAsync("/meshes")).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await plane.PutAsync("/meshes/m1", Mesh)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await plane.DeleteAsync("/meshes/m1")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await plane.PostYamlAsync("/_apply", Mesh)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        }
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
