namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>A real folder in front of the whole flow; what files can suffer is tested with the files themselves.</summary>
internal sealed class FolderTests
{
    private const string Inbound = "inbound:127.0.0.1:8080";

    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Files_that_change_come_and_go_are_followed()
    {
        foreach (var (name, yaml) in Documents.All) Write(name, yaml!);
        await using var plane = await TestControlPlane.StartAsync(delta: false, _folder);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));

        Write("mesh", Documents.Mesh(sampling: "50"));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 5000);
        File.Delete(Path.Combine(_folder, "policy.yaml"));
        await web.UntilAsync(envoy => !envoy.IsTraced(Inbound));
        Write("policy", Documents.Policy);
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
    }

    // Written aside and moved in place, as most tools do; the move is one step.
    private void Write(string name, string yaml)
    {
        var aside = Path.Combine(_folder, $".{name}");
        File.WriteAllText(aside, yaml);
        File.Move(aside, Path.Combine(_folder, $"{name}.yaml"), overwrite: true);
    }
}
