namespace TrafficTrace.ControlPlane.Sources.Files;

internal enum FolderEventKind
{
    /// <summary>It was written into, or is gone.</summary>
    Touched,

    /// <summary>There is another file of this name now; who writes it may not be done.</summary>
    Created,

    /// <summary>A whole file was given this name.</summary>
    Renamed,
}
