namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>A real folder in front of the whole flow; what files can suffer is tested with the files themselves.</summary>
internal sealed class FolderTests
{
    private const string Inbound = "inbound:127.0.0.1:8080";

    [Test]
    public async Task Files_that_change_come_and_go_are_followed()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await TestControlPlane.StartAsync(delta: false, folder.Path);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));

        folder.Write("mesh", Documents.Mesh(sampling: "50"));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 5000);
        File.Delete(folder.FileOf("policy"));
        await web.UntilAsync(envoy => !envoy.IsTraced(Inbound));
        folder.Write("policy", Documents.Policy);
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
    }
}
