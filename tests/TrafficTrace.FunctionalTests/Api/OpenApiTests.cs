using System.Text.Json.Nodes;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary><c>UPDATE_GOLDEN=1 dotnet test</c> rewrites <c>docs/openapi.json</c>; review its diff as you would code.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OpenApiTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";
    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    private ApiResponse _served = null!;

    [OneTimeSetUp]
    public async Task AskAsync()
    {
        await using var plane = await ApiPlane.StartAsync();
        _served = await plane.GetAsync("/openapi/v1.json");
    }

    [Test]
    public async Task The_description_of_the_API_is_the_one_in_docs()
    {
        var file = Path.Combine(Docs, "openapi.json");
        var served = _served.Text.TrimEnd() + "\n";
        if (Update) await File.WriteAllTextAsync(file, served);
        Assert.That(served, Is.EqualTo(await File.ReadAllTextAsync(file)));
    }

    [Test]
    public async Task Each_path_is_described_and_in_the_docs()
    {
        var paths = _served.Json["paths"]!.AsObject();
        var docs = await File.ReadAllTextAsync(Path.Combine(Docs, "api.md"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(paths, Has.Count.GreaterThan(15));
            foreach (var (path, verbs) in paths)
            {
                Assert.That(docs, Does.Contain($"`{path}`"));
                foreach (var (verb, operation) in verbs!.AsObject())
                    Assert.That((string?)((JsonObject)operation!)["summary"], Is.Not.Null.And.Not.Empty, $"{verb} {path}");
            }
        }
    }
}
