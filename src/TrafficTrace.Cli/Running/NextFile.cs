namespace TrafficTrace.Cli.Running;

/// <summary>
/// A text written beside the file whose place it takes. Who reads or watches the file finds the old text or the new one, each whole.
/// </summary>
internal sealed class NextFile
{
    public const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode ReadByAll = OwnerAlone | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _file;
    private readonly string _next;

    private NextFile(string file, string next) => (_file, _next) = (file, next);

    public static NextFile Write(string file, string text, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        var next = $"{file}.{Path.GetRandomFileName()}.tmp";
        using (var writer = new StreamWriter(next, options)) writer.Write(text);
        return new(file, next);
    }

    public void TakePlace() => File.Move(_next, _file, overwrite: true);
}
