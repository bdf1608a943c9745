using System.Net;

namespace TrafficTrace.FunctionalTests.ControlPlane;

[Parallelizable(ParallelScope.All)]
internal sealed class HostTests
{
    [TestCase("/", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [TestCase("/", "evil.example:5681", HttpStatusCode.MisdirectedRequest)]
    [TestCase("/nothing", "localhost:5681", HttpStatusCode.NotFound)]
    [TestCase("/", "10.1.2.3:5681", HttpStatusCode.OK)]
    [TestCase("/", "[2001:db8::1]:5681", HttpStatusCode.OK)]
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

    [Test]
    public async Task HEAD_of_ready_says_that_nothing_is_read_yet_and_that_it_is()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        Assert.That(await CodeAsync(plane, HttpMethod.Head, "/ready", "localhost"), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        plane.Resources.Put(Documents.All);
        await plane.Reported;
        Assert.That(await CodeAsync(plane, HttpMethod.Head, "/ready", "localhost"), Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("traffictrace.example", HttpStatusCode.OK)]
    [TestCase("TrafficTrace.Example:5681", HttpStatusCode.OK)]
    [TestCase("evil.traffictrace.example", HttpStatusCode.MisdirectedRequest)]
    public async Task A_name_that_was_given_passes(string host, HttpStatusCode expected)
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false, apiHost: "traffictrace.example");
        Assert.That(await CodeAsync(plane, HttpMethod.Get, "/", host), Is.EqualTo(expected));
    }

    private static async Task<HttpStatusCode> CodeAsync(HttpMethod method, string path, string host)
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        return await CodeAsync(plane, method, path, host);
    }

    private static async Task<HttpStatusCode> CodeAsync(TestControlPlane plane, HttpMethod method, string path, string host)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Host = host;
        using var response = await plane.Api.SendAsync(request);
        return response.StatusCode;
    }
}
