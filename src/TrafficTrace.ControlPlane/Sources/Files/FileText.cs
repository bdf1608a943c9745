namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>A text and the stamp that the file had before and after it was read; null text when they differ.</summary>
internal readonly record struct FileText(FileStamp Stamp, string? Text);
