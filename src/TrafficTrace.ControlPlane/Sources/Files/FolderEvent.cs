namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// Something happened to a file of a watched folder. <paramref name="Name"/> is its name there; null when it is not known.
/// </summary>
internal readonly record struct FolderEvent(string? Name, FolderEventKind Kind);
