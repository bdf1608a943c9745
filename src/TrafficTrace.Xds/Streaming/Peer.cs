using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace TrafficTrace.Xds.Streaming;

/// <summary>Who is at the other end of a stream, as far as its connection and its call tell.</summary>
/// <param name="Address">Null when it is not known.</param>
/// <param name="Headers">Of the call, by name in lower case; of a name that stands there twice the last.</param>
/// <param name="Certificate">What the client showed; null without TLS, and where it showed none.</param>
public sealed record Peer(IPAddress? Address, IReadOnlyDictionary<string, string> Headers, X509Certificate2? Certificate = null)
{
    /// <summary>The connection is TLS: nobody between reads what is sent.</summary>
    public bool Encrypted { get; init; }

    public static readonly Peer Unknown = new(null, new Dictionary<string, string>());
}
