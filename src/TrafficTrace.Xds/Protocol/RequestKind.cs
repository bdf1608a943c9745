namespace TrafficTrace.Xds.Protocol;

/// <summary>What a request says of responses; a change of the subscription may come with any of them (xds R25).</summary>
public enum RequestKind
{
    /// <summary>First of its type on the stream, whatever nonce it carries (xds R21).</summary>
    Initial,

    /// <summary>Accepts the response in flight.</summary>
    Ack,

    /// <summary>Rejects the response in flight (xds R24: only <c>error_detail</c> says so).</summary>
    Nack,

    /// <summary>Carries no nonce: a change of the subscription and nothing else (delta, xds R71).</summary>
    Spontaneous,

    /// <summary>Speaks of a response that is not the last one: nothing may be sent for it (xds R22).</summary>
    Stale,
}
