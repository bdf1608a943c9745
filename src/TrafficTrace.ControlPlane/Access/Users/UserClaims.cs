namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>Claims of a user's token: the first two are Kuma's.</summary>
internal static class UserClaims
{
    public const string Name = "Name";

    /// <summary>A list of names.</summary>
    public const string Groups = "Groups";

    /// <summary>By tag a list of values: how far a policy editor goes.</summary>
    public const string Tags = "Tags";
}
