namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// What a file or folder keeps whatever is written into it, and what another one of the same name does not have. The inode alone
/// would not do: a new file may be given that of one that is gone.
/// </summary>
internal readonly record struct FileIdentity(ulong Inode, DateTime Born);
