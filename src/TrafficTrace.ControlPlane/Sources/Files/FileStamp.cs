namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>What tells without reading whether a file changed.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written, FileIdentity Identity);
