using System.Collections.Concurrent;

namespace TrafficTrace.ControlPlane.Ports;

/// <summary>The counts of each port that listens, by its name.</summary>
internal sealed class ConnectionCounts
{
    private readonly ConcurrentDictionary<string, PortCounts> _byPort = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, PortCounts>> All => _byPort;

    public PortCounts Of(ServedPort port) => _byPort.GetOrAdd(port.Name, _ => new());
}
