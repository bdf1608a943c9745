using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Deploy;

/// <summary>The page for operators has what they can set and what they can measure, and nothing else.</summary>
internal sealed class OperatingDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs/operating.md"));

    [TestCaseSource(typeof(Setting), nameof(Setting.All))]
    public void Each_setting_has_its_row(Setting setting) =>
        Assert.That(Page, Does.Contain($"| `{setting.Option}").And.Contain($"`{setting.Variable}`"));

    [Test]
    public void Each_metric_has_its_row() =>
        Assert.That(ExportedMetrics.All.Where(names => !Page.Contains($"| `{names[0]}`", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void Each_metric_that_is_named_exists() =>
        Assert.That(ExportedMetrics.In(Page), Is.SubsetOf(ExportedMetrics.All.SelectMany(names => names)));

    [Test]
    public void The_table_of_contents_has_each_page()
    {
        var contents = File.ReadAllText(Path.Combine(Repository.Root, "docs/README.md"));
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(Path.GetFileName);
        Assert.That(pages.Where(page => page != "README.md" && !contents.Contains($"({page})", StringComparison.Ordinal)), Is.Empty);
    }
}
