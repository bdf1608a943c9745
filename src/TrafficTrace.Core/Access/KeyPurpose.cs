namespace TrafficTrace.Core.Access;

/// <summary>
/// What tokens a key signs: those of the dataplanes of a mesh; where there is no mesh those of users, or those by which replicas know each
/// other.
/// </summary>
public readonly record struct KeyPurpose(string? Mesh)
{
    private const string OfUsers = "user";
    private const string OfReplicas = "replicas";
    private const string OfDataplanes = "dataplane:";

    public static readonly KeyPurpose User = new(null);

    public static readonly KeyPurpose Replicas = new(null) { IsOfReplicas = true };

    private bool IsOfReplicas { get; init; }

    public static KeyPurpose Dataplane(string mesh) => new(mesh);

    /// <summary><c>user</c>, <c>replicas</c> or <c>dataplane:MESH</c>; null for anything else.</summary>
    public static KeyPurpose? Parse(string text)
    {
        if (text == OfUsers) return User;
        if (text == OfReplicas) return Replicas;
        return text.StartsWith(OfDataplanes, StringComparison.Ordinal) && text.Length > OfDataplanes.Length
            ? Dataplane(text[OfDataplanes.Length..])
            : null;
    }

    public override string ToString()
    {
        if (Mesh is not null) return OfDataplanes + Mesh;
        return IsOfReplicas ? OfReplicas : OfUsers;
    }
}
