using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Access.Groups;

/// <summary>A group that gives rights here. <see cref="Mesh"/> is null where it gives them everywhere.</summary>
internal sealed record Group(Role Role, string? Mesh)
{
    public const string Admins = "mesh-system:admin";
    public const string Viewers = "mesh-system:viewer";

    /// <summary>Kuma's, of everybody who has shown who he is. It gives no right.</summary>
    public const string Authenticated = "mesh-system:authenticated";

    /// <summary>The forms of names that give rights, for messages.</summary>
    public const string Known = $"{Admins}, {Viewers}, mesh:NAME:editor, mesh:NAME:policy-editor";

    /// <summary>Null for a name that gives no right.</summary>
    public static Group? Parse(string name) => name.Split(':') switch
    {
        ["mesh-system", "admin"] => new(Role.Admin, null),
        ["mesh-system", "viewer"] => new(Role.Viewer, null),
        ["mesh", var mesh, "editor"] when IsMesh(mesh) => new(Role.Editor, mesh),
        ["mesh", var mesh, "policy-editor"] when IsMesh(mesh) => new(Role.PolicyEditor, mesh),
        _ => null,
    };

    private static bool IsMesh(string name) => !NameRules.OfMesh(name).Any();
}
