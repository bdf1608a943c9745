namespace TrafficTrace.Fleet.Status;

/// <summary>How many proxies of a mesh registered themselves.</summary>
/// <param name="Registered">All of them.</param>
/// <param name="Gone">Of these, those that nobody has: they are taken away in a while.</param>
/// <param name="Lost">Of these, those that went away together with many others: they stay.</param>
public sealed record MeshRegistrations(string Mesh, int Registered, int Gone, int Lost);
