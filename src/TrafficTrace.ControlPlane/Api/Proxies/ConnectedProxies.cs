using System.Collections.Frozen;
using Envoy.Api.Protos;
using TrafficTrace.Translation;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Api.Proxies;

/// <summary>The nodes that have a stream, and how each takes its sampling: in its listeners, if one of its streams does.</summary>
internal sealed class ConnectedProxies(XdsServer server)
{
    /// <summary>By node id.</summary>
    public IReadOnlyDictionary<string, SamplingMode> Modes() => Streams()
        .GroupBy(stream => stream.NodeId, ModeOf, StringComparer.Ordinal)
        .ToFrozenDictionary(node => node.Key, node => node.Min(), StringComparer.Ordinal);

    /// <summary>Null for a node without a stream.</summary>
    public SamplingMode? ModeOf(string node)
    {
        SamplingMode[] modes = [.. Streams().Where(stream => stream.NodeId == node).Select(ModeOf)];
        return modes.Length == 0 ? null : modes.Min();
    }

    private IEnumerable<XdsStream> Streams() => server.Streams.Where(stream => !stream.Observer);

    // An Envoy with a runtime layer asks for it before anything else, on every connect.
    private static SamplingMode ModeOf(XdsStream stream) =>
        stream.Start.TypeUrl == TypeUrls.Runtime && stream.Start.ResourceNames.Contains(Names.RuntimeLayer)
            ? SamplingMode.Rtds
            : SamplingMode.Listener;
}
