using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Tls;

/// <summary>A folder with an authority and the certificate that it issued: <c>ca.crt ca.key tls.crt tls.key</c>.</summary>
internal sealed class TlsFolder(string path)
{
    public string Authority { get; } = Path.Combine(path, "ca.crt");

    public string AuthorityKey { get; } = Path.Combine(path, "ca.key");

    public string Certificate { get; } = Path.Combine(path, "tls.crt");

    public string Key { get; } = Path.Combine(path, "tls.key");

    /// <summary>The authority that is there, null where there is none.</summary>
    /// <exception cref="CommandFailure">What is there is none.</exception>
    public CertificateAuthority? FindAuthority()
    {
        if (!File.Exists(Authority) && !File.Exists(AuthorityKey)) return null;
        try
        {
            return CertificateAuthority.Read(File.ReadAllText(Authority), File.ReadAllText(AuthorityKey));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw CommandFailure.WrongUse($"{Authority} and {AuthorityKey} are no authority: {broken.Message}");
        }
    }

    /// <summary>The names of the certificate that is there.</summary>
    /// <exception cref="CommandFailure">It can't be read.</exception>
    public string[] HostsOfCertificate()
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(Certificate);
            var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
            return [.. names?.EnumerateDnsNames() ?? [], .. names?.EnumerateIPAddresses().Select(address => address.ToString()) ?? []];
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw CommandFailure.WrongUse($"{Certificate} can't be read: {broken.Message}");
        }
    }

    public void WriteAuthority(PemPair pair) => Write(pair, Authority, AuthorityKey);

    public void WriteCertificate(PemPair pair) => Write(pair, Certificate, Key);

    // Each is whole when it gets its name, and the two get theirs at nearly the same time: whoever watches sees a pair.
    private void Write(PemPair pair, string certificate, string key)
    {
        try
        {
            Directory.CreateDirectory(path);
            var nextKey = NextFile.Write(key, pair.Key, NextFile.OwnerAlone);
            var nextCertificate = NextFile.Write(certificate, pair.Certificate, NextFile.ReadByAll);
            nextKey.TakePlace();
            nextCertificate.TakePlace();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUse($"{certificate} and {key} can't be written: {failure.Message}");
        }
    }
}
