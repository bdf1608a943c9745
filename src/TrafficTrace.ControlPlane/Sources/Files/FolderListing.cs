namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>The resource files of a folder, and its subfolders, which are not read. Names with a leading dot are in neither.</summary>
internal sealed record FolderListing(IReadOnlyList<string> Files, IReadOnlyList<string> Subfolders);
