using TrafficTrace.FunctionalTests.ControlPlane;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.FunctionalTests.Storage;

/// <summary><c>traffictrace-cp store</c>, as a process.</summary>
[Category("Long")]
internal sealed class StoreCommandTests
{
    private static readonly string[] Told =
        ["/meshes", "/traffic-traces", "/dataplanes", "/_history", "/meshes/default/tracing-overrides"];

    [Test]
    public async Task What_is_exported_and_imported_into_the_other_store_is_the_same()
    {
        await using var server = await PostgresServer.StartAsync();
        using var folder = new StoreFolder();
        var (export, postgres) = (Path.Combine(folder.Path, "export"), $"postgres:{server.Place};Username=postgres");
        var before = await FillAsync(folder.Address);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RunAsync("check", "--store", folder.Address), Does.StartWith("0: ").And.Contain("documents: 5"));
            Assert.That(await RunAsync("export", export, "--store", folder.Address), Does.StartWith("0: ").And.Contain("documents: 5"));
            Assert.That(await RunAsync("import", export, "--store", postgres), Does.StartWith("0: ").And.Contain("documents: 5"));
            Assert.That(await RunAsync("import", export, "--store", postgres), Does.StartWith("2: ").And.Contain("is not empty"));
            Assert.That(await RunAsync("check", "--store", postgres), Does.StartWith("0: "));
            Assert.That(await TellAsync(postgres), Is.EqualTo(before));
        }

        var (again, back) = (Path.Combine(folder.Path, "again"), $"sqlite:{folder.Path}/back.db");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RunAsync("export", again, "--store", postgres), Does.StartWith("0: "));
            Assert.That(await RunAsync("import", again, "--store", back), Does.StartWith("0: "));
            foreach (var file in (string[])["documents.yaml", "history.jsonl"])
                Assert.That(File.ReadAllText(Path.Combine(again, file)), Is.EqualTo(File.ReadAllText(Path.Combine(export, file))), file);
            Assert.That(await TellAsync(back), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task What_can_not_be_done_is_said()
    {
        using var folder = new StoreFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "documents.yaml"), "---\ntype: Mesh\nname: Wrong Name\n");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "history.jsonl"), "none\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RunAsync("check"), Does.StartWith("2: ").And.Contain("--store: is needed"));
            Assert.That(await RunAsync("check", "--store", "postgres:hush"), Does.StartWith("2: ").And.Not.Contain("hush"));
            Assert.That(await RunAsync("check", "--store", folder.Address), Does.StartWith("1: ").And.Contain("there is no such file"));
            Assert.That(await RunAsync("import", folder.Path, "--store", folder.Address), Does.StartWith("2: ").And.Contain("Wrong Name"));
            Assert.That(await RunAsync("export"), Does.StartWith("2: "));
        }
    }

    private static async Task<string[]> FillAsync(string store)
    {
        await using var process = await ServeAsync(store);
        using var api = new HttpClient { BaseAddress = new Uri(process.ApiAddress) };
        using var all = new StringContent(Documents.Text, null, "application/yaml");
        Assert.That((await api.PostAsync(new Uri("/_apply", UriKind.Relative), all)).IsSuccessStatusCode, Is.True);
        using var incident = new StringContent(
            $$"""{"type":"TracingOverride","mesh":"default","name":"i","off":true,"until":"{{Documents.InAnHour}}","reason":"1.0"}""",
            null,
            "application/json");
        await api.PutAsync(new Uri("/meshes/default/tracing-overrides/i", UriKind.Relative), incident);
        return await TellAsync(api);
    }

    private static async Task<string[]> TellAsync(string store)
    {
        await using var process = await ServeAsync(store);
        using var api = new HttpClient { BaseAddress = new Uri(process.ApiAddress) };
        return await TellAsync(api);
    }

    private static async Task<string[]> TellAsync(HttpClient api)
    {
        var told = new List<string>();
        foreach (var path in Told) told.Add(await api.GetStringAsync(new Uri(path, UriKind.Relative)));
        return [.. told];
    }

    private static async Task<ControlPlaneProcess> ServeAsync(string store)
    {
        var process = ControlPlaneProcess.Start([.. ControlPlaneProcess.FreePorts, "--no-default-mesh", "--store", store]);
        await process.ReadyAsync();
        return process;
    }

    /// <summary>Exit code, output and errors in one text.</summary>
    private static async Task<string> RunAsync(params string[] words)
    {
        await using var process = ControlPlaneProcess.Start(["store", .. words]);
        var code = await process.EndAsync();
        return $"{code}: {string.Join('\n', process.Lines)}{await process.ErrorsAsync()}";
    }
}
