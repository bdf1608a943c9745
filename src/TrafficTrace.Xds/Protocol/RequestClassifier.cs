namespace TrafficTrace.Xds.Protocol;

/// <summary>Tells what a request says of the responses before it. Pure.</summary>
public static class RequestClassifier
{
    /// <param name="request">The request.</param>
    /// <param name="first">No request of this type came on this stream before.</param>
    /// <param name="lastNonce">Nonce of the last response of this type on this stream; null when none was sent.</param>
    /// <param name="awaited">The response that the request names by its nonce is neither accepted nor rejected yet.</param>
    public static RequestKind Classify(SubscriptionRequest request, bool first, string? lastNonce, bool awaited)
    {
        if (first) return RequestKind.Initial;
        if (awaited) return request.Error is null ? RequestKind.Ack : RequestKind.Nack;
        // Before any response there is nothing to be stale about. After one, a state-of-the-world request without a
        // nonce was sent before the client saw it (xds R22); in delta it is an ordinary change of the subscription.
        if (request.Nonce.Length == 0) return request.Delta || lastNonce is null ? RequestKind.Spontaneous : RequestKind.Stale;
        // Answered before; Envoy repeats its nonce when it only changes names.
        return request.Nonce == lastNonce ? RequestKind.Spontaneous : RequestKind.Stale;
    }
}
