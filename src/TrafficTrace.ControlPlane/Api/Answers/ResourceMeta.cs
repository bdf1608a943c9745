using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Which resource, without what it says.</summary>
internal sealed record ResourceMeta(string Type, string Mesh, string Name)
{
    /// <summary>Kuma's labels, of which there are none here.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>();

    public static ResourceMeta Of(Resource resource) => new(resource.Kind.ToString(), resource.Mesh, resource.Name);
}
