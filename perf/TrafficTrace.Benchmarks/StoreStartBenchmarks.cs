using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Load.Meshes;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Benchmarks;

/// <summary>What a start reads of a file with 100,000 writes, to as many Dataplanes as are said.</summary>
[WarmupCount(1), IterationCount(5), InvocationCount(1), MedianColumn]
public class StoreStartBenchmarks
{
    private const int Writes = 100_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-");

    [Params(1_000, 10_000)]
    public int Dataplanes { get; set; }

    private StoreAddress Address => StoreAddress.Parse($"sqlite:{_folder.FullName}/{Dataplanes}.db", out _)!;

    [GlobalSetup]
    public async Task FillAsync()
    {
        var documents = new MeshDocuments(new(Proxies: Dataplanes, Services: 100, Outbounds: 5, Policies: 1, Backends: 2));
        var dataplanes = Enumerable.Range(0, Dataplanes).Select(number => SampleMesh.Read(documents.Proxy(number)).Resources[0]).ToArray();
        await PresentAsync();
        await using var database = Journals.DatabaseOf(Address);
        await using var connection = await database.OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        for (var position = 1; position <= Writes; position++)
        {
            var dataplane = dataplanes[position % dataplanes.Length];
            var entry = new JournalEntry(
                position, DateTimeOffset.UtcNow, Origin.Api, "anonymous", "127.0.0.1", [new(dataplane.Key, dataplane, dataplane)]);
            await EntryInsertion.InsertAsync(connection, entry, setsDocuments: true, default);
        }

        await connection.ExecuteAsync("UPDATE head SET position = @position", default, ("position", Writes));
        await transaction.CommitAsync();
    }

    [GlobalCleanup]
    public void Clean() => _folder.Delete(recursive: true);

    [Benchmark]
    public Task<JournalBatch> Open_and_read() => PresentAsync();

    private async Task<JournalBatch> PresentAsync()
    {
        await using var journal = new SqlJournal(
            Journals.DatabaseOf(Address),
            ReaderOptions.Default,
            new HistoryBounds(TimeSpan.FromDays(30), 1L << 30),
            TimeProvider.System,
            NullLogger<SqlJournal>.Instance);
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        return reader.Current;
    }
}
