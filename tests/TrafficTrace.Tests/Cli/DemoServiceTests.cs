using System.Net;
using DemoService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TrafficTrace.Tests.Cli;

/// <summary>The demo's service between a client and the next service, which keeps the headers that it was sent.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class DemoServiceTests
{
    // What Envoy puts on a request, and what others do.
    private static readonly string[] Sent =
        ["x-request-id", "x-b3-traceid", "x-b3-parentspanid", "x-b3-spanid", "x-b3-sampled", "x-b3-flags", "traceparent", "x-other"];

    [Test]
    public async Task It_hands_on_the_tracing_headers_and_no_others() =>
        Assert.That(await HandedOnAsync(TracingHeaders.ByWord["b3"]), Is.EquivalentTo(Sent.Take(6).Append("Host")));

    [Test]
    public async Task It_hands_on_those_of_W3C_when_it_is_told_so() =>
        Assert.That(await HandedOnAsync(TracingHeaders.ByWord["w3c"]), Is.EquivalentTo(["traceparent", "Host"]));

    [Test]
    public async Task It_hands_on_none_when_it_is_told_so() => Assert.That(await HandedOnAsync([]), Is.EqualTo(new[] { "Host" }));

    [Test]
    public async Task A_next_service_that_is_away_is_a_bad_gateway()
    {
        await using var next = await StartAsync(Demo("next", []));
        var address = new Uri(next.Urls.Single());
        await next.StopAsync();
        await using var service = await StartAsync(Demo("web", [address]));
        using var client = new HttpClient();
        using var response = await client.GetAsync(service.Urls.Single());
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
    }

    [TestCase("0")]
    [TestCase("3601")]
    [TestCase("x")]
    public async Task A_stream_of_no_length_is_refused(string seconds)
    {
        await using var service = await StartAsync(Demo("web", []));
        using var client = new HttpClient();
        using var response = await client.GetAsync($"{service.Urls.Single()}/stream?seconds={seconds}");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static async Task<IEnumerable<string>> HandedOnAsync(IReadOnlyList<string> forwarded)
    {
        var received = new TaskCompletionSource<string[]>();
        await using var next = await StartAsync(Recorder(received));
        await using var service = await StartAsync(Demo("web", [new Uri(next.Urls.Single())], forwarded));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, service.Urls.Single());
        foreach (var name in Sent) request.Headers.Add(name, "1");
        using var response = await client.SendAsync(request);
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("""{"service":"web","next":[{"service":"next","next":[]}]}"""));
        return (await received.Task).Select(
            name => Sent.FirstOrDefault(sent => sent.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name);
    }

    private static WebApplication Demo(string name, IReadOnlyList<Uri> next, IReadOnlyList<string>? forwarded = null) =>
        Service.Create(new ServiceOptions(name, new IPEndPoint(IPAddress.Loopback, 0), next, forwarded ?? []));

    private static WebApplication Recorder(TaskCompletionSource<string[]> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", (HttpRequest request) =>
        {
            received.SetResult([.. request.Headers.Keys]);
            return Results.Text("""{"service":"next","next":[]}""", "application/json");
        });
        return app;
    }

    private static async Task<WebApplication> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        return app;
    }
}
