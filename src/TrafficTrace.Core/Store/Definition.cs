using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>What one origin says of a key, and where, if it says so in a file.</summary>
public sealed record Definition(Origin Origin, Resource Resource, Place? Place)
{
    public override string ToString() => Place?.ToString() ?? Origin switch
    {
        Origin.File => "a file",
        Origin.Kubernetes => "Kubernetes",
        Origin.Api => "the API",
        Origin.NodeMetadata => "the proxy itself",
        _ => Origin.ToString(),
    };
}
