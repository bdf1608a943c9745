using Grpc.Net.Client;

namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>A channel whose calls carry a token.</summary>
internal static class AuthorizedChannel
{
    public static GrpcChannel With(string token, string target) => GrpcChannel.ForAddress(
        target, new GrpcChannelOptions { DisposeHttpClient = true, HttpHandler = new Carrying(token) });

    private sealed class Carrying(string token) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("authorization", token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
