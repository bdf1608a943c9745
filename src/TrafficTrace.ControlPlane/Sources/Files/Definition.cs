using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>A resource as one file defines it.</summary>
internal readonly record struct Definition(string File, Resource Resource);
