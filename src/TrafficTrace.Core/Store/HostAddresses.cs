using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>What was observed of hosts: name (in any case) → IP. A fact, no part of any document.</summary>
public sealed record HostAddresses(ImmutableDictionary<string, string> ByName)
{
    public static readonly HostAddresses None = new(ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Null while the name is not resolved.</summary>
    public string? Of(string host) => ByName.GetValueOrDefault(host);

    public bool HasContentOf(HostAddresses other) =>
        ByName == other.ByName || (ByName.Count == other.ByName.Count && ByName.All(entry => other.Of(entry.Key) == entry.Value));
}
