using TrafficTrace.Load.Meshes;
using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Load.Scenarios;

/// <summary>One run: which servers, which scenarios, how often. Paths of servers that do not take part may be empty.</summary>
internal sealed record RunOptions(
    MeshShape Shape,
    string[] Servers,
    string[] Scenarios,
    bool Rtds,
    bool Delta,
    int ProxiesPerConnection,
    int Repeat,
    TimeSpan Rest,
    TimeSpan Storm,
    string ControlPlane,
    string Floor,
    string? Peer,
    string? Template,
    string? Json)
{
    /// <summary>Proxies come over TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>And show a token.</summary>
    public bool Token { get; init; }

    /// <summary>What a change of sampling sends to every proxy.</summary>
    public XdsType SamplingType => Shape.OpenTelemetry ? XdsType.Route : Rtds || Shape.Overlay ? XdsType.Runtime : XdsType.Listener;
}
