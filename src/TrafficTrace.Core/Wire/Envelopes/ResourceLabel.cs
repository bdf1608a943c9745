using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire.Envelopes;

/// <summary>How findings call a document, from what it says before it is checked: <c>TrafficTrace default/web</c>.</summary>
public static class ResourceLabel
{
    public static string Of(string kind, string mesh, string name)
    {
        if (name.Length == 0) return GoQuoted.Word(kind);
        var path = mesh.Length == 0 || kind == nameof(ResourceKind.Mesh)
            ? GoQuoted.Word(name)
            : $"{GoQuoted.Word(mesh)}/{GoQuoted.Word(name)}";
        return $"{GoQuoted.Word(kind)} {path}";
    }
}
