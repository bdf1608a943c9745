using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary><c>UPDATE_GOLDEN=1 dotnet test</c> rewrites <c>docs/openapi.json</c>; review its diff as you would code.</summary>
internal sealed class OpenApiTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    [Test]
    public async Task The_description_of_the_API_is_the_one_in_docs()
    {
        await using var plane = await ApiPlane.StartAsync();
        var served = (await plane.GetAsync("/openapi/v1.json")).Text.TrimEnd() + "\n";
        if (Update) await File.WriteAllTextAsync(FileOf(), served);
        Assert.That(served, Is.EqualTo(await File.ReadAllTextAsync(FileOf())));
    }

    [Test]
    public async Task Each_path_is_described_and_in_the_docs()
    {
        await using var plane = await ApiPlane.StartAsync();
        var paths = (await plane.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject();
        var docs = await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(FileOf())!, "api.md"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(paths, Has.Count.GreaterThan(15));
            foreach (var (path, verbs) in paths)
            {
                Assert.That(docs, Does.Contain($"`{path}`"));
                foreach (var (verb, operation) in verbs!.AsObject())
                    Assert.That((string?)((JsonObject)operation!)["summary"], Is.Not.Empty, $"{verb} {path}");
            }
        }
    }

    private static string FileOf([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/openapi.json"));
}
