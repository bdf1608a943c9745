namespace TrafficTrace.ControlPlane.Access.Groups;

/// <summary>What the members of a group may do. Each may read.</summary>
internal enum Role
{
    Viewer,

    /// <summary>Writes the TrafficTraces of a mesh, as far as the tags of his token go.</summary>
    PolicyEditor,

    /// <summary>Writes whatever belongs to a mesh, and the Mesh.</summary>
    Editor,

    Admin,
}
