namespace TrafficTrace.Core.Resources;

/// <summary>Identity of a resource. A Mesh is its own mesh: both names are equal.</summary>
public readonly record struct ResourceKey(ResourceKind Kind, string Mesh, string Name)
{
    public override string ToString() => Kind == ResourceKind.Mesh ? $"Mesh {Name}" : $"{Kind} {Mesh}/{Name}";
}
