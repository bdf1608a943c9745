namespace TrafficTrace.Core.Access;

/// <summary>Keys are sealed, and what is given does not open them. The message says what to do, without secrets.</summary>
public sealed class KeysSealedException(string reason) : Exception(reason);
