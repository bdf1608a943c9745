namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>What watching asks of the file system. All throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
internal interface IDisk
{
    /// <summary>The resource files of a folder, or the file itself.</summary>
    IReadOnlyList<string> List(string path);

    FileStamp Stamp(string file);

    FileText Read(string file);
}
