using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>Asks a server that may not listen yet.</summary>
internal static class EarlyHttp
{
    /// <summary>
    /// Null when it does not listen, or does not answer within the client's patience: on a busy machine it may not have come to that. A
    /// connection that is gone in the moment in which it stands comes out of the client as a bare
    /// <see cref="SocketException"/>, where it looks for the remote end.
    /// </summary>
    public static async Task<HttpStatusCode?> StatusAsync(this HttpClient http, Uri address)
    {
        try
        {
            using var response = await http.GetAsync(address);
            return response.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException || failure.InnerException is TimeoutException)
        {
            return null;
        }
    }
}
