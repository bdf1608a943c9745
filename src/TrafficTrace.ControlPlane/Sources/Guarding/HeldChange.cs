using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Guarding;

/// <summary>A change of files that waits for somebody to accept it: all that is different from what is in force.</summary>
internal sealed record HeldChange(ResourceChanges Changes, string Reason, DateTimeOffset Since);
