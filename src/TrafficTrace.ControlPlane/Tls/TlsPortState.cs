using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>A port's certificate at one moment. Nothing of it is secret.</summary>
/// <param name="Port">Its name.</param>
/// <param name="File">Of the certificate.</param>
/// <param name="NotAfter">When the one in force ends; null while there is none.</param>
/// <param name="Thumbprint">SHA-256 of the one in force.</param>
/// <param name="Faults">Why the files are not in force.</param>
internal sealed record TlsPortState(
    string Port, string File, DateTimeOffset? NotAfter, string? Thumbprint, ImmutableArray<string> Faults)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>It ends within 7 days, or has ended.</summary>
    public bool EndsSoon(DateTimeOffset now) => NotAfter - now < Soon;
}
