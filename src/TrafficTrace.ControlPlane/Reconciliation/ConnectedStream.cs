using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>A stream of a node, and what its Envoy rejected.</summary>
internal sealed class ConnectedStream(XdsStream stream)
{
    private readonly Variant _own = Variant.Of(stream.Start);
    private readonly Dictionary<(string TypeUrl, string Name), string> _logged = [];
    private PackedResource? _rejectedCollector;
    private bool _canPass;

    public XdsStream Stream { get; } = stream;

    public Variant Own => _own;

    /// <summary>
    /// Untraced from the rejection of a collector cluster on, until the stream accepts the one that there is. It is offered alone, beside
    /// the untraced listeners, so that a try drains nothing; one that can't be right is not offered at all.
    /// </summary>
    public Variant Wanted(PackedResource? collector)
    {
        if (_rejectedCollector is null || collector is null) return _own;
        return _own with { Collector = !_canPass && _rejectedCollector.Equals(collector) ? CollectorState.Absent : CollectorState.Offered };
    }

    public void RejectCollector(PackedResource collector, bool canPass) => (_rejectedCollector, _canPass) = (collector, canPass);

    public void AcceptCollector() => _rejectedCollector = null;

    /// <summary>False when the log says already that these resources are rejected for this reason.</summary>
    public bool IsNews(IEnumerable<Blame> rejected, string reason)
    {
        var news = false;
        foreach (var (resource, _, _) in rejected)
        {
            news |= _logged.GetValueOrDefault(KeyOf(resource)) != reason;
            _logged[KeyOf(resource)] = reason;
        }

        return news;
    }

    /// <summary>The log said that it is rejected, and is to say that it is not any more.</summary>
    public bool WasLogged(PackedResource recovered) => _logged.Remove(KeyOf(recovered));

    private static (string TypeUrl, string Name) KeyOf(PackedResource resource) => (resource.TypeUrl, resource.Name);
}
