using System.Globalization;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Storage;

/// <summary>
/// What a journal has to be: positions without gaps, each entry legal after those before it, each operation in it once at most, and each
/// that was answered in it where the answer said.
/// </summary>
internal static class JournalModel
{
    /// <param name="history">All of it, oldest first.</param>
    /// <param name="operations">All that were tried, by their ids.</param>
    /// <param name="answered">Id → position of those that were answered.</param>
    public static IEnumerable<string> Faults(
        IReadOnlyList<JournalEntry> history, IReadOnlyList<Operation> operations, IReadOnlyDictionary<int, long> answered)
    {
        var state = new Dictionary<string, string?>();
        var done = new Dictionary<int, long>();
        for (var i = 0; i < history.Count; i++)
        {
            var entry = history[i];
            if (entry.Position != i + 1) yield return $"position {entry.Position} stands where {i + 1} should";
            var operation = operations[int.Parse(entry.Who, CultureInfo.InvariantCulture)];
            if (!done.TryAdd(operation.Id, entry.Position)) yield return $"{operation} is there twice";
            var before = state.GetValueOrDefault(operation.Name);
            if (!operation.MayBeDone(before)) yield return $"{operation} at {entry.Position} is not legal after {before ?? "nothing"}";
            if (BackendOf(entry.Changes[0].Before) != before) yield return $"{operation} at {entry.Position} was decided on another state";
            if (BackendOf(entry.Changes[0].After) != operation.After) yield return $"{operation} at {entry.Position} wrote something else";
            state[operation.Name] = operation.After;
        }

        foreach (var (id, position) in answered.Where(one => done.GetValueOrDefault(one.Key) != one.Value))
            yield return $"{operations[id]} was answered with position {position}, and is at {done.GetValueOrDefault(id)}";
    }

    private static string? BackendOf(Resource? resource) => (resource as TrafficTracePolicy)?.Backend;
}
