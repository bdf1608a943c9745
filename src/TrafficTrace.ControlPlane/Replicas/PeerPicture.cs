using System.Collections.Immutable;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>Makes a picture of a peer's fleet of the lines that it tells; whole it is after each look of the peer.</summary>
/// <param name="instance">Who is to answer.</param>
internal sealed class PeerPicture(string instance)
{
    public const int MostNodes = 100_000;

    private readonly ImmutableDictionary<string, ProxySummary>.Builder _proxies =
        ImmutableDictionary.CreateBuilder<string, ProxySummary>(StringComparer.Ordinal);

    private bool _isMet;

    public ImmutableDictionary<string, ProxySummary> Proxies => _proxies.ToImmutable();

    public long LookedUpTo { get; private set; }

    public ImmutableSortedDictionary<string, string> Files { get; private set; } = PeerFleet.NoFiles;

    /// <summary>Gives whether all that was told up to this line is of one look.</summary>
    /// <exception cref="InvalidDataException">It is not who is to answer, or tells too much; for people.</exception>
    public bool Take(FleetLine line)
    {
        if (!_isMet) Meet(line);
        else if (line.Proxy is { } proxy) Put(proxy);
        else if (line.Files is { } files) Put(files);
        else if (line.Gone is { } gone) _proxies.Remove(gone);
        if (line.UpTo is not { } upTo) return false;
        LookedUpTo = upTo;
        return true;
    }

    private void Meet(FleetLine line)
    {
        if (line.Instance is null) throw new InvalidDataException("it does not say who it is");
        if (line.Instance != instance)
            throw new InvalidDataException($"another control plane ({line.Instance}) answers there: give each an address of its own");
        _isMet = true;
    }

    private void Put(ProxySummary proxy)
    {
        if (!IsWhole(proxy)) throw new InvalidDataException("it tells of a node by halves");
        if (_proxies.Count >= MostNodes && !_proxies.ContainsKey(proxy.Node))
            throw new InvalidDataException($"it tells of more than {MostNodes} nodes");
        _proxies[proxy.Node] = proxy;
    }

    private void Put(ImmutableSortedDictionary<string, string> files)
    {
        if (files.ContainsValue(null!)) throw new InvalidDataException("it tells of files by halves");
        Files = files;
    }

    // What the reader of JSON lets pass: in lists there may be nulls.
    private static bool IsWhole(ProxySummary proxy) =>
        proxy.Streams.All(stream => stream is not null)
            && proxy.Overlay?.TagSets.All(tags => tags?.Values.All(value => value is not null) == true) != false;
}
