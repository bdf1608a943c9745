using System.Data.Common;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Benchmarks;

/// <summary>
/// A write into the store, beside the least that any could cost: one row, synced. An iteration is one write, so that the median is one too.
/// PostgreSQL is measured where <c>STORE_POSTGRES</c> has a connection to a database that may be written to.
/// </summary>
[WarmupCount(20), IterationCount(300), InvocationCount(1), MedianColumn]
public class JournalBenchmarks
{
    private const string Connection = "STORE_POSTGRES";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-");
    private readonly TrafficTracePolicy _policy = (TrafficTracePolicy)ResourceReader.Read(
        """{"type":"TrafficTrace","mesh":"default","name":"all","selectors":[{"match":{"kuma.io/service":"*"}}]}""",
        null,
        ReaderOptions.Default).Resources[0];

    private IJournal _journal = null!;
    private DbConnection _bare = null!;

    public static IEnumerable<string> Stores =>
        Environment.GetEnvironmentVariable(Connection) is null ? ["sqlite"] : ["sqlite", "postgres"];

    [ParamsSource(nameof(Stores))]
    public string Store { get; set; } = "";

    [GlobalSetup]
    public async Task OpenAsync()
    {
        var address = Store == "sqlite"
            ? $"sqlite:{_folder.FullName}/store.db"
            : $"postgres:{Environment.GetEnvironmentVariable(Connection)}";
        var store = StoreAddress.Parse(address, out _)!;
        var bounds = new HistoryBounds(TimeSpan.FromDays(30), 1L << 30);
        _journal = Journals.Of(store, ReaderOptions.Default, bounds, TimeProvider.System, NullLoggerFactory.Instance);
        await WriteAsync();
        _bare = await Journals.DatabaseOf(store).OpenAsync(default);
        await _bare.ExecuteAsync("CREATE TABLE IF NOT EXISTS bare (text TEXT NOT NULL)", default);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _bare.DisposeAsync();
        await ((IAsyncDisposable)_journal).DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Benchmark]
    public Task<JournalAnswer<bool>> Write_a_policy() => WriteAsync();

    [Benchmark(Baseline = true)]
    public Task<int> Insert_a_row() => _bare.ExecuteAsync("INSERT INTO bare (text) VALUES (@text)", default, ("text", _policy.SpecJson));

    private Task<JournalAnswer<bool>> WriteAsync() => _journal.AppendAsync(
        long.MaxValue,
        _ => new JournalDecision<bool>(
            true, new(DateTimeOffset.UtcNow, Origin.Api, "anonymous", "127.0.0.1", [new(_policy.Key, _policy, _policy)])),
        default);
}
