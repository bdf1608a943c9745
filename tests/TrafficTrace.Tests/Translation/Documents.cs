using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Translation;

/// <summary>The way from documents to the configuration of a proxy, through the same stages as in the control plane.</summary>
internal static class Documents
{
    public static ReadResult Read(string text, string? file = null)
    {
        var result = ResourceReader.Read(text, file, ReaderOptions.Default);
        Assert.That(result.Errors, Is.Empty);
        return result;
    }

    public static StoreSnapshot Store(IEnumerable<Resource> resources) =>
        StoreSnapshot.Empty.With(Origin.File, PlacedResource.Nowhere(resources), []);

    public static Asked Asked(this StoreSnapshot snapshot, string node, SamplingMode mode, bool rejected = false)
    {
        var mesh = snapshot.Meshes[node[..node.IndexOf('.')]];
        var configuration = ProxyConfiguration.Of(mesh, Proxy.Of(mesh.Dataplanes[node[(node.IndexOf('.') + 1)..]]));
        return new Asked(rejected ? configuration.WithoutCollector() : configuration, mode);
    }
}
