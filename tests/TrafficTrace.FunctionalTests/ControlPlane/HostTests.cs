using System.Net;

namespace TrafficTrace.FunctionalTests.ControlPlane;

[Parallelizable(ParallelScope.All)]
internal sealed class HostTests
{
    [TestCase("/", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [TestCase("/", "evil.example:5681", HttpStatusCode.MisdirectedRequest)]
    [TestCase("/", "localhost:5681", HttpStatusCode.NotFound)]
    [TestCase("/", "10.1.2.3:5681", HttpStatusCode.NotFound)]
    [TestCase("/", "[2001:db8::1]:5681", HttpStatusCode.NotFound)]
    [TestCase("/ready", "evil.example", HttpStatusCode.ServiceUnavailable)]
    [TestCase("/metrics", "evil.example", HttpStatusCode.OK)]
    public async Task Of_names_only_ours_reach_the_API(string path, string host, HttpStatusCode expected)
    {
        Assert.That(await CodeAsync(HttpMethod.Get, path, host), Is.EqualTo(expected));
    }

    [Test]
    public async Task HEAD_works_where_GET_does([Values("/healthy", "/metrics")] string path)
    {
        Assert.That(await CodeAsync(HttpMethod.Head, path, "localhost"), Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<HttpStatusCode> CodeAsync(HttpMethod method, string path, string host)
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Host = host;
        using var response = await plane.Api.SendAsync(request);
        return response.StatusCode;
    }
}
