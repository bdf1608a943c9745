namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// What watching asks of the file system. All throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>. None waits for
/// anybody: what is no regular file (a pipe that nobody writes into, a device) is not opened.
/// </summary>
internal interface IDisk
{
    /// <summary>What a folder holds, or the file itself.</summary>
    FolderListing List(string path);

    /// <summary>All that is in a folder, in no order.</summary>
    IEnumerable<FolderEntry> Entries(string folder);

    FileStamp Stamp(string file);

    FileText Read(string file);

    /// <summary>
    /// Tells what happens in a folder, on another thread, until it is disposed of. Once it has failed it tells nothing any more.
    /// </summary>
    IDisposable Watch(string folder, Action<FolderEvent> happened, Action<Exception> failed);
}
