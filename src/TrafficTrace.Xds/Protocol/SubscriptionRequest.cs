using Envoy.Config.Core.V3;
using Google.Rpc;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// A discovery request of either variant in one shape. State-of-the-world fills <see cref="Names"/> with the whole
/// subscription; delta fills <see cref="Subscribe"/>, <see cref="Unsubscribe"/> and <see cref="InitialVersions"/>.
/// </summary>
public sealed record SubscriptionRequest(string TypeUrl, string Nonce, Status? Error, Node? Node)
{
    /// <summary>Null in delta.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    public IReadOnlyList<string> Subscribe { get; init; } = [];

    public IReadOnlyList<string> Unsubscribe { get; init; } = [];

    /// <summary>What the client held when it connected, name → version; delta only.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> InitialVersions { get; init; } = [];

    public bool Delta => Names is null;

    /// <summary>How many names the request makes the server remember. A client that comes back names what it holds in both lists.</summary>
    public int NameCount => Math.Max(Names?.Count ?? Subscribe.Count, InitialVersions.Count);
}
