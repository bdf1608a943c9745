using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Cli.Server;

/// <summary>A kind as documents (<see cref="Type"/>), the command line and the API's paths call it.</summary>
internal sealed record ApiKind(string Type, string Singular, string Plural)
{
    public static readonly ApiKind Mesh = Of(ResourceKind.Mesh);
    public static readonly ApiKind TrafficTrace = Of(ResourceKind.TrafficTrace);
    public static readonly ApiKind Dataplane = Of(ResourceKind.Dataplane);
    public static readonly ApiKind TracingOverride = Of(ResourceKind.TracingOverride);

    /// <summary>Of no document: whoever has a stream, by its node id.</summary>
    public static readonly ApiKind Node = new("Node", "node", "nodes");

    /// <summary>Those that can be read.</summary>
    public static readonly ImmutableArray<ApiKind> All = [.. KindTable.Served.Select(Of)];

    /// <summary>Those that can be written by their name.</summary>
    public static readonly ImmutableArray<ApiKind> Written = [.. KindTable.Served.Where(row => row.ApiWrites).Select(Of)];

    public static ApiKind Of(ResourceKind kind) => Of(KindTable.Of(kind));

    /// <summary>Null for a kind that is not served.</summary>
    public static ApiKind? Find(string type) => All.FirstOrDefault(row => row.Type == type);

    /// <summary>Whether a word is one of its names, in any case.</summary>
    public bool IsCalled(string word) =>
        Array.Exists([Type, Singular, Plural], name => name.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The path of all of them in a mesh.</summary>
    public string PathOfAll(string mesh) => this == Mesh ? Plural : ApiPath.Of(Mesh.Plural, mesh, Plural);

    /// <summary>The path of one of them; a Mesh is in no other.</summary>
    public string PathOf(string mesh, string name) => $"{PathOfAll(mesh)}/{ApiPath.Of(name)}";

    /// <summary>One of them in a sentence.</summary>
    public string Told(string mesh, string name) => this == Mesh ? $"{Type} \"{name}\"" : $"{Type} \"{name}\" in mesh \"{mesh}\"";

    public override string ToString() => Singular;

    private static ApiKind Of(KindRow row) => new(row.Name, row.Singular, row.Plural);
}
