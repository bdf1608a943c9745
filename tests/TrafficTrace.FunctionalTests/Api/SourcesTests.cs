using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class SourcesTests
{
    [Test]
    public async Task Each_source_tells_what_it_holds_and_how_long_that_is_kept()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        await plane.PutAsync("/meshes/m1", """{"type":"Mesh","name":"m1"}""");
        var sources = (await plane.GetAsync("/_sources")).Json["items"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sources.Select(source => $"{source!["name"]} {source["resources"]}"), Is.EqualTo(new[] { "files 4", "api 1" }));
            Assert.That((string?)sources[0]!["paths"]![0], Is.EqualTo(folder.Path));
            Assert.That(sources[0]!["lastError"], Is.Null);
            Assert.That((string?)sources[1]!["keeps"], Does.Contain("memory"));
            Assert.That(plane.Plane.Log.Lines, Has.One.Contains("kept in memory"));
        }
    }

    [Test]
    public async Task What_does_not_fit_together_is_told_of_the_source_whose_document_it_is()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        folder.Write("policy", Documents.Policy.Replace("backend: zipkin", "backend: nix", StringComparison.Ordinal));
        await plane.PutAsync(
            "/meshes/default/traffic-traces/b",
            """{"type":"TrafficTrace","mesh":"default","name":"b","selectors":[{"match":{"a":"b"}}]}""");
        await plane.Plane.Log.SaysAsync("has no tracing backend \"nix\"");
        var sources = (await plane.GetAsync("/_sources")).Json["items"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                sources[0]!["warnings"]!.AsArray().Select(one => $"{one!["code"]} {one["file"]}:{one["line"]}"),
                Is.EqualTo(new[] { $"TT1102 {folder.FileOf("policy")}:1" }));
            Assert.That(
                sources[1]!["warnings"]!.AsArray().Select(one => $"{one!["severity"]} {one["code"]} {one["resource"]}"),
                Is.EqualTo(new[] { "warning TT1102 TrafficTrace default/b", "warning TT1103 TrafficTrace default/b" }));
        }
    }

    [Test]
    public async Task A_broken_file_is_told_with_line_and_field_and_what_of_it_is_in_force()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        plane.Plane.ExpectedErrors = ["mesh.yaml is not used as it is", "has to be in [0.0 - 100.0] range"];
        folder.Write("mesh", Documents.Mesh("1000"));
        await plane.Plane.Log.SaysAsync("has to be in [0.0 - 100.0] range");
        var sources = await plane.GetUntilAsync("/_sources", answer => answer["items"]![0]!["lastError"] is not null); // the log is first
        var files = sources["items"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)files["lastError"]!["file"], Is.EqualTo(folder.FileOf("mesh")));
            Assert.That((int)files["lastError"]!["line"]!, Is.EqualTo(7));
            Assert.That((string?)files["lastError"]!["field"], Is.EqualTo("tracing.backends[0].sampling"));
            Assert.That((int)files["files"]![0]!["resourcesInForce"]!, Is.EqualTo(1));
        }
    }
}
