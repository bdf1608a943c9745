namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>A name in a folder; a link is a folder when it leads to one.</summary>
internal readonly record struct FolderEntry(string Name, bool IsFolder);
