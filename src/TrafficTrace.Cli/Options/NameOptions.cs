using System.CommandLine;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Options;

/// <summary>Options that name a proxy, or a part of its name.</summary>
internal static class NameOptions
{
    public static Option<string> Mesh(string description = "Mesh of the Dataplane.") =>
        new Option<string>("--mesh", "-m")
        {
            Description = description,
            HelpName = "MESH",
            DefaultValueFactory = _ => "default",
        }.Check(name => name.Contains('.')
            ? "a mesh name has no dots, since a node id is split at its first"
            : First(NameRules.OfMesh(name)));

    public static Option<string> Dataplane() =>
        new Option<string>("--name") { Description = "Name of the Dataplane.", HelpName = "DATAPLANE", Required = true }
            .Check(name => First(NameRules.OfResource(name)));

    public static Option<NodeName> Node() =>
        new Option<NodeName>("--node")
        {
            Description = "The proxy's node id, such as default.web-1.",
            HelpName = "MESH.DATAPLANE",
            Required = true,
        }.Read(id => NodeName.Parse(id) is not { } node
            ? (default, "a node id is <mesh>.<dataplane>, such as default.web-1")
            : (node, First(NameRules.OfMesh(node.Mesh)) ?? First(NameRules.OfResource(node.Dataplane))));

    private static string? First(IEnumerable<string> violations) => violations.FirstOrDefault();
}
