using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Core.Wire.Yaml;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Storage.Transfer;

/// <summary>Brings an export into a store that is empty: all of it, or nothing.</summary>
internal static class StoreImport
{
    private const string Begin = "UPDATE head SET position = @position, cluster = @cluster WHERE position = 0";

    /// <returns>What was read, for people.</returns>
    public static async Task<string> ReadAsync(
        SqlDatabase database, string folder, ReaderOptions options, TimeProvider time, CancellationToken token)
    {
        var documents = Documents(Path.Combine(folder, TransferFiles.Documents), options);
        await JournalOpening.OpenAsync(database, time, token).ConfigureAwait(false);
        await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
        var entries = await HistoryAsync(connection, database, Path.Combine(folder, TransferFiles.History), token).ConfigureAwait(false);
        foreach (var document in documents) await DocumentRows.InsertAsync(connection, document, token).ConfigureAwait(false);
        await transaction.CommitAsync(token).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{database}: documents: {documents.Count}, entries of the history: {entries}");
    }

    private static async Task<int> HistoryAsync(DbConnection connection, SqlDatabase database, string file, CancellationToken token)
    {
        var lines = File.ReadLines(file).Select((text, index) => (text, Place: $"{file}:{index + 1}"));
        var count = -1;
        foreach (var (text, place) in lines)
        {
            try
            {
                if (++count == 0) await BeginAsync(connection, database, text, place, token).ConfigureAwait(false);
                else await EntryAsync(connection, text, token).ConfigureAwait(false);
            }
            catch (JsonException wrong)
            {
                throw new JournalRefusedException($"{place} is no line of an exported history: {wrong.Message}", wrong);
            }
        }

        return count >= 0
            ? count
            : throw new JournalRefusedException($"{file} is empty: an exported history begins with a line that says whose it is");
    }

    private static async Task BeginAsync(DbConnection connection, SqlDatabase database, string line, string place, CancellationToken token)
    {
        var head = Read(line, TransferJson.Plain.HistoryHead);
        if (head.Format != TransferFiles.Format)
            throw new JournalRefusedException($"{place} is of format {head.Format}, and this program reads {TransferFiles.Format}");
        var isEmpty = await connection.ExecuteAsync(Begin, token, ("position", head.Position), ("cluster", head.Cluster))
            .ConfigureAwait(false) == 1;
        if (!isEmpty) throw new JournalRefusedException($"{database} is not empty: import into a store that nobody has written to");
    }

    private static Task EntryAsync(DbConnection connection, string line, CancellationToken token) => EntryInsertion.InsertAsync(
        connection, Read(line, TransferJson.Plain.HistoryLine).Entry, setsDocuments: false, token);

    private static T Read<T>(string line, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(line, type) ?? throw new JsonException("it says nothing: null");

    private static List<StoredDocument> Documents(string file, ReaderOptions options)
    {
        var documents = new List<StoredDocument>();
        var wrong = new List<string>();
        foreach (var (text, before) in Texts(file))
        {
            var read = ResourceReader.Read(text, file, options);
            wrong.AddRange(read.Errors.Select(error => (error with { Line = before + error.Line }).ToString()));
            documents.AddRange(read.Resources.Select(resource => StoredDocument.Of(resource) with { Modified = ModifiedAt(text, file) }));
        }

        return wrong.Count == 0 ? documents : throw new JournalRefusedException([.. wrong.Take(100)]);
    }

    /// <summary>
    /// One by one, each with how many lines are before it: all together may be longer than a text of manifests may be.
    /// </summary>
    private static IEnumerable<(string Text, int Before)> Texts(string file)
    {
        var text = new StringBuilder();
        var (before, read) = (0, 0);
        foreach (var line in File.ReadLines(file).Append(TransferFiles.Separator))
        {
            read++;
            if (line != TransferFiles.Separator)
            {
                text.Append(line).Append('\n');
                continue;
            }

            if (text.Length > 0) yield return (text.ToString(), before);
            text.Clear();
            before = read;
        }
    }

    // Of a document that the API is told this is the server's to say, so its reader leaves it out.
    private static DateTimeOffset? ModifiedAt(string text, string file)
    {
        var (documents, _) = YamlJson.Read(text, file);
        return documents is [{ } document] && document["modificationTime"] is { } time
            && DateTimeOffset.TryParse(time.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var modified)
                ? modified
                : null;
    }
}
