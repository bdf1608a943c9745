using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>A response of either variant. State-of-the-world has no <see cref="Removed"/> and no version of a single resource.</summary>
internal sealed record Answer(ResourceType Type, string Version, string Nonce, string Identifier)
{
    public IReadOnlyList<Item> Resources { get; init; } = [];

    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Names in the order of the response.</summary>
    public string[] Names => [.. Resources.Select(resource => resource.Name)];

    public override string ToString() =>
        $"{Type} [{string.Join(",", Names)}] removed [{string.Join(",", Removed)}] v={Version} nonce={Nonce}";

    /// <param name="Name">As the message itself says it.</param>
    /// <param name="Version">Of delta; else empty.</param>
    /// <param name="Body">The message, packed.</param>
    internal sealed record Item(string Name, string Version, Any Body);
}
