namespace TrafficTrace.ControlPlane.Tls;

/// <summary>What is logged of certificates, never of a key. Numbers 2640 to 2659; a number that goes is not given again.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(
        2640, LogLevel.Information, "the {Port} port shows the certificate of {File}, good until {NotAfter:u}, SHA-256 {Thumbprint}")]
    public static partial void CertificateTaken(this ILogger log, string port, string file, DateTimeOffset notAfter, string thumbprint);

    [LoggerMessage(2641, LogLevel.Error, "the certificate of the {Port} port: {Fault}; {Consequence}")]
    public static partial void CertificateFault(this ILogger log, string port, string fault, string consequence);

    [LoggerMessage(2642, LogLevel.Information, "over: the certificate of the {Port} port: {Fault}")]
    public static partial void CertificateFaultOver(this ILogger log, string port, string fault);

    [LoggerMessage(2643, LogLevel.Warning,
        "the certificate of the {Port} port ends at {NotAfter:u}, and clients refuse it from then on; put a new one into {File} and beside "
            + "it its key: no restart is needed")]
    public static partial void CertificateEnds(this ILogger log, string port, string file, DateTimeOffset notAfter);
}
