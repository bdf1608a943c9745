using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Access;

/// <summary>
/// What a path asks of its caller, said where it is mapped. The mesh is a part of the path; <see cref="Kind"/> is null where the body
/// says what is written.
/// </summary>
internal sealed record Needed(Right Right, ResourceKind? Kind = null);
