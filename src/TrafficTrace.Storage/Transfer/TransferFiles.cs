using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Storage.Transfer;

/// <summary>What an export is: manifests for whoever can read those, and the history, an entry a line.</summary>
internal static class TransferFiles
{
    public const string Documents = "documents.yaml";
    public const string History = "history.jsonl";

    /// <summary>Between two documents.</summary>
    public const string Separator = "---";

    public const int Format = 1;

    /// <summary>A file that is not there yet.</summary>
    public static StreamWriter CreatePrivate(string folder, string name) =>
        new(Path.Combine(folder, name), PrivateFile.Options(FileMode.CreateNew, FileAccess.Write)) { NewLine = "\n" };
}
