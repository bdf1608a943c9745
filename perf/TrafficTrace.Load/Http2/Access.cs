using System.Security.Cryptography.X509Certificates;

namespace TrafficTrace.Load.Http2;

/// <summary>How a server is called: over TLS where its authority is given, and with a token where there is one.</summary>
internal sealed record Access(X509Certificate2? Authority, string? Token)
{
    public static readonly Access Plain = new(null, null);
}
