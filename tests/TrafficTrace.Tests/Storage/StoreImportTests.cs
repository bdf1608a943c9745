using System.Collections.Immutable;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;

namespace TrafficTrace.Tests.Storage;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StoreImportTests : IDisposable
{
    private const string Head = """{"format":1,"cluster":"c","position":1}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("import-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Test]
    public async Task What_is_wrong_with_documents_is_told_with_its_line()
    {
        var reasons = await ReasonsAsync("---\ntype: Mesh\nname: good\n---\ntype: Mesh\nname: Wrong Name\n---\nname: none\n", Head);
        string[] places = [Place("documents.yaml:6"), Place("documents.yaml:8")];
        Assert.That(reasons.Select(reason => reason.Split(": ")[0]), Is.EqualTo(places));
    }

    [TestCase("null", "history.jsonl:1")]
    [TestCase("none", "history.jsonl:1")]
    [TestCase($"{Head}\nnull", "history.jsonl:2")]
    [TestCase($$"""{{Head}}{{"\n"}}{"position":1}""", "history.jsonl:2")]
    public async Task A_line_that_is_none_of_a_history_is_told(string history, string place) =>
        Assert.That(await ReasonsAsync("", history), Has.One.StartsWith($"{Place(place)} is no line of an exported history"));

    private string Place(string name) => Path.Combine(_folder.FullName, name);

    private async Task<ImmutableArray<string>> ReasonsAsync(string documents, string history)
    {
        await File.WriteAllTextAsync(Place("documents.yaml"), documents);
        await File.WriteAllTextAsync(Place("history.jsonl"), history);
        var store = StoreAddress.Parse($"sqlite:{Place("store.db")}", out _)!;
        var refused = await Assert.ThrowsAsync<JournalRefusedException>(
            () => StoreTransfer.ImportAsync(store, _folder.FullName, ReaderOptions.Default, TimeProvider.System, default));
        return refused!.Reasons;
    }
}
