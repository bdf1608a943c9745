using System.Globalization;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>
/// Whatever is sent: no fault of the server, and nothing is changed that was not acknowledged. With the seed that a run printed,
/// <c>SEED=1 dotnet test</c> sends the same again, and <c>FUZZ_RUNS=100000</c> more of them.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class MutatedRequestTests
{
    private static readonly UriCreationOptions AsItStands = new() { DangerousDisablePathAndQueryCanonicalization = true };

    [Test]
    public Task Some_thousand_mutated_requests_do_no_harm() => SendAsync(3_000);

    [Test]
    [Category("Long")]
    public Task Very_many_mutated_requests_do_no_harm() =>
        SendAsync(int.Parse(Environment.GetEnvironmentVariable("FUZZ_RUNS") ?? "20000", CultureInfo.InvariantCulture));

    // Asking costs more than most requests: where a change was not acknowledged it is told within so many, and the seed leads there.
    private const int Asked = 50;

    private static async Task SendAsync(int requests)
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        await TestContext.Out.WriteLineAsync($"seed {seed}");
        var random = new Random(seed);
        await using var plane = await ApiPlane.StartAsync(change: options => options with { DefaultMesh = true });
        var revision = await RevisionAsync(plane);
        for (var i = 0; i < requests; i++)
        {
            var mutated = MutatedRequest.Next(random);
            using var request = RequestOf(plane, mutated);
            using var response = await plane.Plane.Api.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.LessThan(500), $"{mutated}, seed {seed}");
            var told = response.Headers.TryGetValues("X-Revision", out var values) ? values.Single() : revision;
            var mayWrite = request.Method != HttpMethod.Get && response.IsSuccessStatusCode;
            Assert.That(
                Number(told) - Number(revision), mayWrite ? Is.AnyOf(0L, 1L) : Is.Zero, $"{mutated}, seed {seed}, request {i}");
            revision = told;
            if (i % Asked == 0) Assert.That(await RevisionAsync(plane), Is.EqualTo(revision), $"{mutated}, seed {seed}, request {i}");
        }

        Assert.That(await RevisionAsync(plane), Is.EqualTo(revision), $"seed {seed}, at the end");
    }

    private static long Number(string revision) => long.Parse(revision.Split('-')[1], CultureInfo.InvariantCulture);

    private static async Task<string> RevisionAsync(ApiPlane plane) => (string)(await plane.GetAsync("/_sources")).Json["revision"]!;

    private static HttpRequestMessage RequestOf(ApiPlane plane, MutatedRequest mutated)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(mutated.Method), new Uri($"http://{plane.Plane.Api.BaseAddress!.Authority}{mutated.Target}", AsItStands));
        foreach (var (name, value) in mutated.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (mutated.Body is null) return request;
        request.Content = new ByteArrayContent(mutated.Body);
        if (mutated.ContentType is { } type) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    }
}
