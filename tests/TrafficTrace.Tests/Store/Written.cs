using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Store;

/// <summary>What tests write into journals: policies of the mesh default, told apart by their backends.</summary>
internal static class Written
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static TrafficTracePolicy Policy(string name, string backend = "z")
    {
        var text = $$$"""
            {"type":"TrafficTrace","mesh":"default","name":"{{{name}}}","conf":{"backend":"{{{backend}}}"},
             "selectors":[{"match":{"kuma.io/service":"*"}}]}
            """;
        return (TrafficTracePolicy)ResourceReader.Read(text, null, ReaderOptions.Default).Resources.Single();
    }

    public static JournalChange Put(string name, string backend = "z", Resource? before = null)
    {
        var policy = Policy(name, backend);
        return new(policy.Key, before, policy);
    }

    public static JournalChange Delete(string name, Resource? before = null) => Put(name, before: before) with { After = null };

    public static Task<long?> AppendAsync(this IJournal journal, params JournalChange[] changes) =>
        journal.AppendAsync(Origin.Api, Noon, changes);

    public static async Task<long?> AppendAsync(this IJournal journal, Origin origin, DateTimeOffset at, params JournalChange[] changes)
    {
        var answer = await journal.AppendAsync(
            long.MaxValue, _ => new JournalDecision<bool>(true, new(at, origin, "somebody", "here", [.. changes])), default);
        return answer.Position;
    }

    /// <summary>Name → backend of all puts.</summary>
    public static IEnumerable<string> Policies(this JournalBatch batch) =>
        batch.Puts.OfType<TrafficTracePolicy>().Select(policy => $"{policy.Name}={policy.Backend}");

    /// <summary>The first batch of a reader who knows nothing.</summary>
    public static async Task<JournalBatch> PresentAsync(this IJournal journal)
    {
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        return reader.Current;
    }
}
