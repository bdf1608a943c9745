using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access;

/// <summary>Who asks. <see cref="Groups"/> are the names as they were given, those that give no right here among them.</summary>
internal sealed record Caller(string Name, ImmutableArray<string> Groups)
{
    /// <summary>Nobody has said who he is.</summary>
    public static readonly Caller Anonymous = new("anonymous", []) { IsKnown = false };

    /// <summary>Whoever sits at the machine. Kuma calls him so too.</summary>
    public static readonly Caller LocalAdmin = new(Group.Admins, [Group.Admins, Group.Authenticated]) { IsNamed = false };

    /// <summary>This program itself.</summary>
    public static readonly Caller Process = new("traffictrace", [Group.Admins]);

    /// <summary>Whether he has shown who he is, by a token or by where he calls from.</summary>
    public bool IsKnown { get; private init; } = true;

    /// <summary>Whether somebody vouches for his name. Of a local admin the machine is known, and not the person.</summary>
    public bool IsNamed { get; private init; } = true;

    /// <summary>Another control plane that shares the store: nothing else is open to it than what is between them.</summary>
    public bool IsReplica { get; private init; }

    /// <summary>How far a policy editor goes.</summary>
    public TagBounds Tags { get; init; } = TagBounds.None;

    /// <param name="instance">As it is called.</param>
    public static Caller Replica(string instance) => new(instance, []) { IsReplica = true };

    /// <summary>Whether the history calls somebody else so: this program, changes of files, whoever is not known.</summary>
    public static bool IsTaken(string name) => name is "anonymous" or "file" or "traffictrace";

    public bool Has(Role role, string? mesh) =>
        Groups.Any(name => Group.Parse(name) is { } group && group.Role == role && group.Mesh == mesh);

    /// <summary>Whether he has the role in any mesh.</summary>
    public bool Has(Role role) => Groups.Any(name => Group.Parse(name)?.Role == role);

    public bool HasAnyRight => Groups.Any(name => Group.Parse(name) is not null);
}
