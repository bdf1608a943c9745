using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>A change of files that takes much away waits for somebody; what is in force stays meanwhile.</summary>
[NonParallelizable] // what it scrapes is of all control planes of the process
internal sealed partial class SourceGuardTests
{
    private const string HeldBack = "a change of the files is held back, and what was stays in force: ";

    [Test]
    public async Task A_change_that_takes_Dataplanes_away_is_held_back_until_it_is_accepted()
    {
        using var folder = new ResourceFolder();
        folder.Write("mesh", Documents.Mesh());
        folder.Write("proxies", Proxies(5));
        await using var api = await ApiPlane.StartAsync(folder);
        api.Plane.ExpectedErrors = [HeldBack];
        folder.Write("proxies", Proxies(2));
        await api.Plane.Log.SaysAsync(
            HeldBack + "mesh default would lose 3 of 5 Dataplanes. Look at it with 'traffictrace sources'; "
            + "if it is meant, let it pass with 'traffictrace sources accept'");
        var held = Held(await api.GetUntilAsync("/_sources", sources => Held(sources) is not null))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)held["reason"], Is.EqualTo("mesh default would lose 3 of 5 Dataplanes"));
            Assert.That((bool?)held["preview"]!["valid"], Is.True);
            Assert.That((int?)(await api.GetAsync("/meshes/default/dataplanes")).Json["total"], Is.EqualTo(5));
            Assert.That(await GaugeAsync(api), Is.EqualTo("1"));
        }

        Assert.That((await api.SendAsync(HttpMethod.Post, "/_sources/_accept", null, null)).Status, Is.EqualTo(HttpStatusCode.OK));
        await api.Plane.Log.SaysAsync("over: no change of the files is held back any more: somebody accepted it");
        await api.GetUntilAsync("/meshes/default/dataplanes", answer => (int?)answer["total"] == 2); // the store has it after the log
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
        api.Plane.ExpectedErrors = [HeldBack];
        folder.Write("policy", Documents.Policy.Replace("'*'", "nobody", StringComparison.Ordinal));
        await api.Plane.Log.SaysAsync(HeldBack + "in mesh default 4 of 4 traced proxies would be untraced");
        folder.Write("policy", Documents.Policy);
        await api.Plane.Log.SaysAsync("over: no change of the files is held back any more: the files take it back");
        await api.GetUntilAsync("/_sources", sources => Held(sources) is null);
        Assert.That(await GaugeAsync(api), Is.EqualTo("0"));
    }

    private static async Task<string> GaugeAsync(ApiPlane api) =>
        Gauge().Match((await api.GetAsync("/metrics")).Text).Groups[1].Value;

    private static JsonNode? Held(JsonNode sources) => sources["items"]![0]!["held"];

    private static string Proxies(int count) => string.Join(
        "\n---\n", Enumerable.Range(0, count).Select(number => Documents.Dataplane($"web-{number}", "web", $"127.0.0.{number + 1}")));

    [GeneratedRegex(@"(?m)^traffictrace_source_held_back\{.*\} (\d)$")]
    private static partial Regex Gauge();
}
