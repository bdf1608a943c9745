using Envoy.Service.Discovery.V3;

namespace TrafficTrace.Xds.Protocol;

/// <summary>The reading halves of the two codecs: a request of either variant in the one shape that the rest knows.</summary>
internal static class RequestReader
{
    public static SubscriptionRequest Read(DiscoveryRequest request) =>
        new(request.TypeUrl, request.ResponseNonce, request.ErrorDetail, request.Node) { Names = request.ResourceNames };

    public static SubscriptionRequest Read(DeltaDiscoveryRequest request) =>
        new(request.TypeUrl, request.ResponseNonce, request.ErrorDetail, request.Node)
        {
            Subscribe = request.ResourceNamesSubscribe,
            Unsubscribe = request.ResourceNamesUnsubscribe,
            InitialVersions = request.InitialResourceVersions,
        };
}
