using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access;

/// <summary>The one place that decides who may do what: pure.</summary>
internal static class AccessRules
{
    /// <summary>Null where the caller has the right, else the groups that would give it, in words.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="right">What is wanted.</param>
    /// <param name="kind">Of what is to be written; null while that is not known, as before the body is read.</param>
    /// <param name="mesh">To which it belongs; null as above.</param>
    public static string? Missing(Caller caller, Right right, ResourceKind? kind = null, string? mesh = null)
    {
        if (right == Right.Nothing) return null;
        if (right == Right.Replica) return caller.IsReplica ? null : "to be another replica of this control plane";
        if (caller.IsReplica) return "the token of a user";
        if (caller.Has(Role.Admin)) return null;
        return right switch
        {
            Right.Name => caller.IsKnown ? null : "a token",
            Right.Read => caller.HasAnyRight ? null : $"{Group.Viewers} (or a group of a mesh)",
            Right.Write => MayWrite(caller, kind, mesh) ? null : Writers(kind, mesh),
            _ => Group.Admins,
        };
    }

    /// <summary>To what the caller is bounded where he writes policies of a mesh; empty where he is not.</summary>
    public static TagBounds BoundsOf(Caller caller, string mesh) =>
        caller.Has(Role.Admin) || caller.Has(Role.Editor, mesh) ? TagBounds.None : caller.Tags;

    private static bool MayWrite(Caller caller, ResourceKind? kind, string? mesh)
    {
        if (mesh is null) return caller.Has(Role.Editor) || (TakesPolicies(kind) && caller.Has(Role.PolicyEditor));
        return caller.Has(Role.Editor, mesh) || (TakesPolicies(kind) && caller.Has(Role.PolicyEditor, mesh));
    }

    private static bool TakesPolicies(ResourceKind? kind) => kind is null or ResourceKind.TrafficTrace;

    private static string Writers(ResourceKind? kind, string? mesh)
    {
        var editor = $"mesh:{mesh ?? "NAME"}:editor";
        return TakesPolicies(kind) ? $"{editor} or mesh:{mesh ?? "NAME"}:policy-editor" : editor;
    }
}
