using Envoy.Config.Cluster.V3;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>What a client says of itself reaches the log as text of one line that ends soon.</summary>
[TestFixture(false)]
[TestFixture(true)]
[Parallelizable(ParallelScope.All)]
internal sealed class ClientTextTests(bool delta)
{
    private const string Forged = "\r\n12:00:00.000 fail: forged\u001b[31m\u009b\u202e\u2028";

    [Test]
    public async Task A_node_id_with_control_characters_waits_like_any_unknown_one_and_is_logged_escaped(
        [Values("default.web", "web")] string name)
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using (await plane.ConnectAsync(name + Forged)) await plane.Log.SaysAsync($"{name}{Escaped} waits");
        await plane.Log.SaysAsync($"{name}{Escaped} has no stream any more");
        Assert.That(plane.Log.Lines.Where(line => line.Contains("forged")), Is.Not.Empty.And.All.Match(@"^[^\p{C}\p{Zl}]*$"));
    }

    [Test]
    public async Task A_long_node_id_is_cut_in_the_log()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using (await plane.ConnectAsync("default." + new string('x', 1000))) await plane.Log.SaysAsync("waits");
        await plane.Log.SaysAsync("has no stream any more");
        Assert.That(plane.Log.Lines.Where(line => line.Contains("xxx")), Is.Not.Empty.And.All.Length.LessThan(500));
    }

    [Test]
    public async Task What_a_proxy_says_of_a_response_is_logged_escaped()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        web.Complaint = message => message is Cluster ? "bad" + Forged : null;
        await web.NextAsync();
        await web.NextAsync();
        await plane.Log.SaysAsync("rejected");
        Assert.That(plane.Log.Lines.Where(line => line.Contains("forged")), Is.Not.Empty.And.All.Match(@"^[^\p{C}\p{Zl}]*$"));
    }

    private static string Escaped => @"\u000D\u000A12:00:00.000 fail: forged\u001B[31m\u009B\u202E\u2028";
}
