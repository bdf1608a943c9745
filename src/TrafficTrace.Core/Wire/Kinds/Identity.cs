using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Whose document it is, and how old: read and checked the same way for every kind.</summary>
internal sealed record Identity(string Mesh, string Name, DateTimeOffset? CreationTime)
{
    public static Identity Read(Envelope envelope, ResourceKind kind)
    {
        var name = envelope.Name.Text();
        if (name is { Length: > 0 } && envelope.Namespace is { Length: > 0 } space) name = $"{name}.{space}";
        var mesh = kind == ResourceKind.Mesh ? name : MeshOf(envelope);
        Check(envelope.Name, name, kind == ResourceKind.Mesh ? NameRules.OfMesh : NameRules.OfResource);
        if (kind != ResourceKind.Mesh) Check(envelope.Mesh, mesh, NameRules.OfMesh);
        return new Identity(mesh ?? "", name ?? "", TimeOf(envelope.CreationTime));
    }

    private static string? MeshOf(Envelope envelope) =>
        envelope.Mesh.Text() is { Length: 0 } && envelope.DefaultMesh is { } mesh ? mesh : envelope.Mesh.Text();

    private static void Check(Field field, string? name, Func<string, IEnumerable<string>> rules)
    {
        foreach (var violation in name is null ? [] : rules(name)) field.Error(violation);
    }

    /// <summary>Go's zero time, which <c>kumactl apply --dry-run</c> prints, is no time.</summary>
    private static DateTimeOffset? TimeOf(Field field)
    {
        if (field.Text() is not { Length: > 0 } text) return null;
        if (Times.Parse(text) is { } time) return time == DateTimeOffset.MinValue ? null : time;
        field.Error("has to be a time like 2026-01-31T12:00:00Z: it decides between policies that match equally well");
        return null;
    }
}
