namespace TrafficTrace.Fleet.Nodes;

internal enum StreamEventKind
{
    Opened,

    /// <summary>What it rejects is other than before, or it holds a collector that it is to try.</summary>
    Progressed,
    Closed,
}
