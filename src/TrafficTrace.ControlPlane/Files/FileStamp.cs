namespace TrafficTrace.ControlPlane.Files;

/// <summary>What tells without reading whether a file changed. The time of creation stands for the inode: another file of the same name has another.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written, DateTime Created);
