using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A control plane on the same store.</summary>
/// <param name="Instance">As it is called.</param>
/// <param name="Address">Where the others reach its API.</param>
/// <param name="Version">Of its program.</param>
/// <param name="Self">It is the one that answers.</param>
/// <param name="State">Whether it answers.</param>
/// <param name="SilentSince">Since when it does not; null while it does.</param>
/// <param name="Fault">Why it does not; null while it does.</param>
/// <param name="LastBeat">When it last wrote that it lives; null where the store is of one process.</param>
/// <param name="Proxies">Connected nodes, as far as it told.</param>
/// <param name="Streams">Of these nodes.</param>
/// <param name="FilesDiffer">Meshes of which its files say something else than those of the one that answers; null where none is.</param>
internal sealed record ReplicaAnswer(
    string Instance, string Address, string Version, bool Self, PeerState State, DateTimeOffset? SilentSince, string? Fault,
    DateTimeOffset? LastBeat, int Proxies, int Streams, IReadOnlyList<string>? FilesDiffer);
