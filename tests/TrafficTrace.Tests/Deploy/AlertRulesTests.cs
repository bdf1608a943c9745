using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Deploy;

/// <summary>The rules as Prometheus' own <c>promtool</c> judges them, and the names in them and in the dashboard.</summary>
internal sealed partial class AlertRulesTests
{
    private const string Rules = "deploy/prometheus/alerts.yaml";
    private const string RuleTests = "tests/TrafficTrace.Tests/Deploy/alerts.test.yaml";
    private const string Dashboard = "deploy/grafana/traffictrace.json";

    [Test]
    public async Task Prometheus_takes_the_rules() =>
        Assert.That(await ComplaintsAsync("check", "rules", Path.Combine(Repository.Root, Rules)), Is.Null);

    [Test]
    public async Task Each_rule_sees_what_it_is_to_see() =>
        Assert.That(await ComplaintsAsync("test", "rules", Path.Combine(Repository.Root, RuleTests)), Is.Null);

    [Test]
    public void Each_rule_has_a_test()
    {
        var tests = Read(RuleTests);
        var names = AlertName().Matches(Read(Rules)).Select(match => match.Groups[1].Value).ToList();
        Assert.That(names, Is.Not.Empty.And.Unique);
        Assert.That(names.Where(name => !tests.Contains(name, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase(Rules)]
    [TestCase(Dashboard)]
    public void Each_metric_that_is_named_exists(string file)
    {
        var named = ExportedMetrics.In(Read(file));
        Assert.That(named, Is.Not.Empty.And.SubsetOf(ExportedMetrics.All.SelectMany(names => names)));
    }

    [Test]
    public void The_dashboard_is_JSON_with_a_dozen_panels_that_ask_for_something()
    {
        var panels = JsonNode.Parse(Read(Dashboard))!["panels"]!.AsArray();
        Assert.That(panels, Has.Count.AtLeast(12));
        foreach (var panel in panels)
        {
            var expressions = panel!["targets"]!.AsArray().Select(target => (string?)target!["expr"] ?? "");
            Assert.That(expressions, Is.Not.Empty.And.All.Matches<string>(one => !string.IsNullOrWhiteSpace(one)), $"{panel["title"]}");
        }

        Assert.That(panels.Select(panel => (int)panel!["id"]!), Is.Unique);
    }

    private static Task<string?> ComplaintsAsync(params string[] arguments)
    {
        const string Missing = "No promtool to ask: put it on the PATH (Debian: it is in the package prometheus).";
        return RealTool.ComplaintsAsync(RealTool.OnPath("promtool") ?? throw RealTool.Missing(Missing), arguments);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex AlertName();
}
