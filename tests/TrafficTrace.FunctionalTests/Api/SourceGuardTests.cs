using System.Net;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>A change of files that takes much away waits for somebody; what is in force stays meanwhile.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SourceGuardTests
{
    [Test]
    public async Task A_change_that_takes_Dataplanes_away_is_held_back_until_it_is_accepted()
    {
        using var folder = new ResourceFolder();
        folder.Write("mesh", Documents.Mesh());
        folder.Write("proxies", Proxies(5));
        await using var api = await ApiPlane.StartAsync(folder);
        api.Plane.ExpectsErrors = true;
        folder.Write("proxies", Proxies(2));
        await api.Plane.Log.SaysAsync(
            "a change of the files is held back, and what was stays in force: mesh default would lose 3 of 5 Dataplanes. Look at it with "
            + "'traffictrace sources'; if it is meant, let it pass with 'traffictrace sources accept'");
        var sources = await api.GetAsync("/_sources");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)sources.Json["items"]![0]!["held"]!["reason"], Is.EqualTo("mesh default would lose 3 of 5 Dataplanes"));
            Assert.That((bool?)sources.Json["items"]![0]!["held"]!["preview"]!["valid"], Is.True);
            Assert.That((int?)(await api.GetAsync("/meshes/default/dataplanes")).Json["total"], Is.EqualTo(5));
        }

        Assert.That((await api.SendAsync(HttpMethod.Post, "/_sources/_accept", null, null)).Status, Is.EqualTo(HttpStatusCode.OK));
        await api.Plane.Log.SaysAsync("over: no change of the files is held back any more: somebody accepted it");
        Assert.That((int?)(await api.GetAsync("/meshes/default/dataplanes")).Json["total"], Is.EqualTo(2));
        var again = await api.SendAsync(HttpMethod.Post, "/_sources/_accept", null, null);
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task What_the_files_take_back_is_held_back_no_more()
    {
        using var folder = new ResourceFolder();
        folder.Write("mesh", Documents.Mesh());
        folder.Write("policy", Documents.Policy);
        folder.Write("proxies", Proxies(4));
        await using var api = await ApiPlane.StartAsync(folder);
        api.Plane.ExpectsErrors = true;
        folder.Write("policy", Documents.Policy.Replace("'*'", "nobody", StringComparison.Ordinal));
        await api.Plane.Log.SaysAsync("what was stays in force: in mesh default 4 of 4 traced proxies would be untraced");
        folder.Write("policy", Documents.Policy);
        await api.Plane.Log.SaysAsync("over: no change of the files is held back any more: the files take it back");
        Assert.That((await api.GetAsync("/_sources")).Json["items"]![0]!["held"], Is.Null);
    }

    private static string Proxies(int count) => string.Join(
        "\n---\n", Enumerable.Range(0, count).Select(number => Documents.Dataplane($"web-{number}", "web", $"127.0.0.{number + 1}")));
}
