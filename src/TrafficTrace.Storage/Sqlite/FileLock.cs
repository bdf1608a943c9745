using System.Globalization;
using System.Text;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sqlite;

/// <summary>
/// Makes a file one process's own: SQLite itself would let two write in turns, and each would miss what the other wrote. It goes with the
/// process, however that ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    public static FileLock Take(string file)
    {
        var path = $"{file}-lock";
        try
        {
            var taken = new FileLock(new(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
            taken.Sign();
            return taken;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            throw new JournalRefusedException(Holder(path) is { } holder
                ? $"sqlite:{file} is in use by process {holder}: a file is one process's own. Give this one another file, or both PostgreSQL"
                : $"sqlite:{file} can't be locked: {held.Message}", held);
        }
    }

    public void Dispose() => _stream.Dispose();

    private void Sign()
    {
        try
        {
            _stream.SetLength(0);
            _stream.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            // The disk may be full: the lock holds, and only its message will not say whose it is.
        }
    }

    /// <summary>Whoever has signed it and lives; null where it is nobody.</summary>
    private static string? Holder(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd() is { Length: > 0 } signed && IsHeld(path) ? signed : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
