using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>What was given for a setting, and under which key, for messages.</summary>
internal sealed record GivenValue(string Key, ImmutableArray<string> Values);
