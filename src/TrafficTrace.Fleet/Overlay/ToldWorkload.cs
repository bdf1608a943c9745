namespace TrafficTrace.Fleet.Overlay;

/// <summary>What a node says of its workload.</summary>
/// <param name="Tags">Those that come later count over earlier ones of the same name.</param>
/// <param name="Mesh">Null where the node names none.</param>
internal sealed record ToldWorkload(IEnumerable<KeyValuePair<string, string>> Tags, string? Mesh = null);
