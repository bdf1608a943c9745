using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Storage;

internal sealed class StoredDocumentTests
{
    public static IEnumerable<string> Files => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "examples"), "*.yaml", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples/demo"), "*.yaml"))
        .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Files))]
    public void A_document_is_read_from_its_row_as_it_was_written(string file)
    {
        var written = ResourceReader.Read(File.ReadAllText(Path.Combine(Repository.Root, file)), file, ReaderOptions.Default).Resources;
        foreach (var resource in written)
        {
            var stored = resource with { CreationTime = DateTimeOffset.UnixEpoch, ModificationTime = DateTimeOffset.UnixEpoch.AddTicks(1) };
            var read = StoredDocument.Of(stored).Read(ReaderOptions.Default);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(read, Is.TypeOf(resource.GetType()), (read as UnreadResource)?.Why);
                Assert.That(read.HasContentOf(stored), Is.True);
                Assert.That(read.ModificationTime, Is.EqualTo(stored.ModificationTime));
            }
        }
    }
}
