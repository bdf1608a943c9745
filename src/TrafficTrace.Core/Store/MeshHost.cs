using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>
/// A DNS name that stands as an address in a mesh: its IP, null while it is not resolved, and the names of the Dataplanes that have it.
/// </summary>
internal sealed record MeshHost(string? Address, ImmutableHashSet<string> Dataplanes);
