using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TrafficTrace.ControlPlane.Tls;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>By whom a proxy will know this control plane: checked here, since Envoy would only fail to connect.</summary>
internal static class BootstrapAuthorities
{
    /// <param name="caCert">What kuma-dp sent.</param>
    /// <param name="certificate">Of the port that it came by.</param>
    /// <param name="host">By which name or address it came.</param>
    public static (TrustedAuthorities? Authorities, BootstrapRefusal? Refusal) Of(
        string? caCert, ServerCertificate certificate, string host)
    {
        if (string.IsNullOrWhiteSpace(caCert))
        {
            return (null, BootstrapRefusal.Invalid(
                "caCert: is needed, or the proxy could not tell this control plane from another; start kuma-dp with --ca-cert-file"));
        }

        var pem = Pem(caCert);
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException broken)
        {
            return (null, BootstrapRefusal.Bad($"caCert: can't be read: {broken.Message}"));
        }

        if (authorities.Count == 0) return (null, BootstrapRefusal.Bad("caCert: holds no certificate"));
        if (!authorities.Any(IsAuthority))
            return (null, BootstrapRefusal.Bad("caCert: is the certificate of no authority (its basic constraint CA is false)"));
        return certificate.Context.TargetCertificate.MatchesHostname(host)
            ? (new(pem, IsFile: false), null)
            : (null, BootstrapRefusal.Bad($"the certificate of this control plane is not for '{host}': call it by a name that it is for"));
    }

    // A program of Go writes bytes in base64.
    private static string Pem(string caCert)
    {
        var bytes = new byte[caCert.Length];
        return Convert.TryFromBase64String(caCert, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : caCert;
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraint => constraint.CertificateAuthority);
}
