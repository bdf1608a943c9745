using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>
/// Of which meshes the files of other control planes on the same store say something else than those here: a proxy that moves is
/// configured otherwise then. Pure.
/// </summary>
internal static class FileDifferences
{
    private const string Means =
        "so a proxy gets another configuration there. Give all control planes on one store the same files, or none";

    /// <summary>Names of the meshes, in order.</summary>
    /// <param name="own">What files say here, by mesh.</param>
    /// <param name="peer">One that does not answer differs in nothing.</param>
    public static IEnumerable<string> With(IReadOnlyDictionary<string, string> own, PeerFleet peer) => peer.State != PeerState.Answers
        ? []
        : own.Keys.Union(peer.Files.Keys).Where(mesh => own.GetValueOrDefault(mesh) != peer.Files.GetValueOrDefault(mesh))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<Finding> Of(IReadOnlyDictionary<string, string> own, IEnumerable<PeerFleet> peers) =>
        from peer in peers
        from mesh in With(own, peer)
        select new Finding(null, 0, new ResourceKey(ResourceKind.Mesh, mesh, mesh).ToString(), "", $"{Here(own, peer, mesh)}, {Means}")
        {
            Code = FindingCodes.FilesDiffer,
        };

    private static string Here(IReadOnlyDictionary<string, string> own, PeerFleet peer, string mesh)
    {
        if (!peer.Files.ContainsKey(mesh)) return $"files say something of this mesh here and nothing at replica {peer}";
        return own.ContainsKey(mesh)
            ? $"files say something else of this mesh here than at replica {peer}"
            : $"files say something of this mesh at replica {peer} and nothing here";
    }
}
