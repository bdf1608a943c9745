namespace TrafficTrace.Fleet.Overlay;

/// <summary>
/// What a node says of its workload. Of two tags of one name the later counts; <see cref="Mesh"/> is null where the node names none.
/// </summary>
internal sealed record ToldWorkload(IEnumerable<KeyValuePair<string, string>> Tags, string? Mesh = null);
