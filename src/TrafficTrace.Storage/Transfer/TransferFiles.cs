namespace TrafficTrace.Storage.Transfer;

/// <summary>What an export is: manifests for whoever can read those, and the history, an entry a line.</summary>
internal static class TransferFiles
{
    public const string Documents = "documents.yaml";
    public const string History = "history.jsonl";

    /// <summary>Between two documents.</summary>
    public const string Separator = "---";

    public const int Format = 1;

    /// <summary>A file that is not there yet. Documents may hold what is not everybody's.</summary>
    public static StreamWriter CreatePrivate(string folder, string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path.Combine(folder, name), options) { NewLine = "\n" };
    }
}
