using System.Collections.Immutable;
using Envoy.Config.Core.V3;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Fleet.Overlay;

/// <summary>
/// Makes a proxy of a node that has no Dataplane. Pure. A node may say what it likes: what no selector could ask for is left out, so it is
/// matched by nothing, and shown nowhere.
/// </summary>
/// <param name="mesh">Of nodes that name none.</param>
public sealed class OverlayProxies(string mesh)
{
    public const string DefaultMesh = "default";

    // The first that knows the node counts; the last knows any.
    private static readonly ImmutableArray<INodeDialect> Dialects =
        [new IstioDialect(), new KumaDialect(), new ConsulDialect(), new EnvoyGatewayDialect(), new PlainDialect()];

    public Proxy Of(Node node)
    {
        foreach (var dialect in Dialects)
        {
            if (dialect.Read(node) is not { } told) continue;
            var tags = TagSet.Of(told.Tags.Where(tag => TagRules.IsSelectable(tag.Key, tag.Value)));
            return new(MeshOf(node, told), node.Id, [tags], null) { Dialect = dialect.Name };
        }

        throw new InvalidOperationException("the last dialect reads any node");
    }

    // Whoever names a mesh is in no other, be it there or not.
    private string MeshOf(Node node, ToldWorkload told) =>
        node.Texts(NodeMetadata.Field).GetValueOrDefault(NodeMetadata.Mesh) is { Length: > 0 } named ? named : told.Mesh ?? mesh;
}
