using Google.Protobuf;

namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>A response of either variant. <see cref="Complete"/>: what it lacks is gone.</summary>
internal sealed record AdsResponse(
    string TypeUrl,
    string Version,
    string Nonce,
    bool Complete,
    IReadOnlyDictionary<string, IMessage> Resources,
    IReadOnlyCollection<string> Removed);
