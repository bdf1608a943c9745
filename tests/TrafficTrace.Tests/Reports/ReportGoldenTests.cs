using System.Collections.Immutable;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Rooms;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Explaining;
using TrafficTrace.Translation.Previews;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Reports;

/// <summary><c>UPDATE_GOLDEN=1 dotnet test</c> rewrites the files; review their diff as you would code.</summary>
internal sealed class ReportGoldenTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests/TrafficTrace.Tests/Reports/Golden");

    private static readonly StoreSnapshot Before = StoreSnapshot.Empty.With(Origin.File, Placed("before.yaml"), []);

    private static readonly ImmutableArray<PlacedResource> Change = Placed("change.yaml");

    [TestCase("web-1", SamplingMode.Rtds)]
    [TestCase("stock-1", SamplingMode.Listener)]
    [TestCase("db-1", SamplingMode.Rtds)]
    public void An_explanation_is_what_the_file_says(string proxy, SamplingMode mode)
    {
        var explanation = ProxyExplainer.Explain(Before, new NodeName("default", proxy), new ConnectedProxy(mode))!;
        Compare($"explain.{proxy}.json", explanation.ToJson());
    }

    [Test]
    public void A_preview_is_what_the_file_says()
    {
        var connected = ImmutableDictionary<string, ConnectedProxy>.Empty.Add("default.stock-1", new(SamplingMode.Rtds));
        var after = Before.With(Origin.File, Change, []);
        Compare("preview.json", ChangePreview.Of("a1-7", Before, after, [.. Change.Select(put => put.Key)], connected).ToJson());
    }

    [Test]
    public void The_findings_are_what_the_file_says()
    {
        var mesh = Before.Meshes["default"];
        var all = mesh.Policies.Values.Cast<Resource>().Concat(mesh.Dataplanes.Values).Append(mesh.Mesh!);
        var remarks = all.SelectMany(resource => CrossChecks.Of(mesh, resource))
            .Select(remark => remark.At(Before.Layers.Of(remark.Key)[0].Place).ToString()).Order(StringComparer.Ordinal);
        Compare("findings.txt", string.Join('\n', remarks));
    }

    private static void Compare(string file, string content)
    {
        var path = Path.Combine(Folder, file);
        if (Update) File.WriteAllText(path, content + "\n");
        Assert.That(content + "\n", Is.EqualTo(File.Exists(path) ? File.ReadAllText(path) : ""));
    }

    private static ImmutableArray<PlacedResource> Placed(string file)
    {
        var read = Documents.Read(File.ReadAllText(Path.Combine(Folder, file)), file);
        return [.. read.Resources.Select(resource => new PlacedResource(resource, new Place(file, read.Lines[resource.Key])))];
    }
}
