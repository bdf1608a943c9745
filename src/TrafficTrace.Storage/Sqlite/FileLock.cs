using TrafficTrace.Core.Store;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Storage.Sqlite;

/// <summary>
/// Makes a file one process's own: SQLite itself would let two write in turns, and each would miss what the other wrote. It goes with the
/// process, however that ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    // As .NET says that a file is held: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    public static FileLock Take(string file)
    {
        var options = PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        options.Share = FileShare.None;
        try
        {
            return new(new($"{file}-lock", options));
        }
        catch (IOException held) when (Held.Contains(held.HResult))
        {
            throw new JournalRefusedException(
                $"sqlite:{file} is in use by another process (fuser {file}-lock names it): give each a file of its own, or all PostgreSQL",
                held);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new JournalRefusedException($"sqlite:{file} can't be locked: {refused.Message}", refused);
        }
    }

    public void Dispose() => _stream.Dispose();
}
