namespace TrafficTrace.Core.Access;

/// <summary>What tokens a key signs: those of the dataplanes of a mesh, or, where there is no mesh, those of users.</summary>
public readonly record struct KeyPurpose(string? Mesh)
{
    private const string OfDataplanes = "dataplane:";

    public static readonly KeyPurpose User = new(null);

    public static KeyPurpose Dataplane(string mesh) => new(mesh);

    /// <summary><c>user</c> or <c>dataplane:MESH</c>; null for anything else.</summary>
    public static KeyPurpose? Parse(string text)
    {
        if (text == "user") return User;
        return text.StartsWith(OfDataplanes, StringComparison.Ordinal) && text.Length > OfDataplanes.Length
            ? Dataplane(text[OfDataplanes.Length..])
            : null;
    }

    public override string ToString() => Mesh is null ? "user" : OfDataplanes + Mesh;
}
