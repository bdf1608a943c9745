namespace TrafficTrace.Cli.Overlay;

/// <summary>A connection manager of a listener, what can be done to it, and what to change where that is not all.</summary>
internal sealed record CheckedManager(string Listener, string StatPrefix, Steering Steering, string Because);
