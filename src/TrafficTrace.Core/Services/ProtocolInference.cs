using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Services;

/// <summary>The one protocol that can be spoken to all instances of a service (Kuma's protocol stacks).</summary>
public static class ProtocolInference
{
    /// <summary>Unknown when there is none, or one does not say.</summary>
    public static Protocol Fold(IEnumerable<Protocol> protocols)
    {
        Protocol? common = null;
        foreach (var protocol in protocols) common = common is { } known ? Join(known, protocol) : protocol;
        return common ?? Protocol.Unknown;
    }

    private static Protocol Join(Protocol one, Protocol other)
    {
        if (one == other) return one;
        if (one is Protocol.Unknown || other is Protocol.Unknown) return Protocol.Unknown;
        return one.IsHttp2 && other.IsHttp2 ? Protocol.Http2 : Protocol.Tcp;
    }
}
