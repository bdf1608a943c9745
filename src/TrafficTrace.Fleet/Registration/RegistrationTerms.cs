using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Fleet.Registration;

/// <summary>Under which terms a proxy may bring its Dataplane.</summary>
/// <param name="Reader">How it is read: as any other document.</param>
/// <param name="FromUnknown">Whether one that has not shown who it is may: only where nobody else reaches the port.</param>
public sealed record RegistrationTerms(ReaderOptions Reader, bool FromUnknown);
