using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>
/// Which proxy a certificate is for. <c>spiffe://MESH/SERVICE</c> says mesh and service; where there is no such name, so does the DNS name
/// <c>SERVICE.MESH</c>, whose last label is the mesh. Several names are several services of one mesh. Pure; that the certificate is
/// genuine was seen at the handshake.
/// </summary>
internal static class CertificateNames
{
    private const string Spiffe = "spiffe://";

    // GeneralName ::= CHOICE { …, uniformResourceIdentifier [6] IA5String, … } (RFC 5280, 4.2.1.6)
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    /// <summary>Null where it is for no proxy, and <paramref name="wrong"/> says why.</summary>
    public static ProxyIdentity? IdentityOf(X509Certificate2 certificate, out string? wrong)
    {
        var names = NamesOf(certificate);
        var meshes = names.Select(name => name?.Mesh).Distinct().ToArray();
        wrong = meshes switch
        {
            [] => "the certificate has neither a name spiffe://MESH/SERVICE nor a DNS name SERVICE.MESH",
            [not null] => null,
            _ when meshes.Contains(null) => "a name of the certificate is neither spiffe://MESH/SERVICE nor a DNS name SERVICE.MESH",
            _ => "the certificate names several meshes",
        };
        return wrong is not null ? null : new ProxyIdentity(AuthenticationWay.Mtls)
        {
            Mesh = meshes[0],
            Tags = new([KeyValuePair.Create(TagSet.Service, names.Select(name => name!.Value.Service))]),
            ExpiresAt = certificate.NotAfter.ToUniversalTime(),
        };
    }

    private static (string Mesh, string Service)?[] NamesOf(X509Certificate2 certificate)
    {
        try
        {
            return [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(NamesOf)];
        }
        catch (Exception broken) when (broken is AsnContentException or CryptographicException)
        {
            return [null];
        }
    }

    private static IEnumerable<(string Mesh, string Service)?> NamesOf(X509SubjectAlternativeNameExtension alternative)
    {
        string[] spiffe = [.. UrisOf(alternative).Where(uri => uri.StartsWith(Spiffe, StringComparison.Ordinal))];
        return spiffe.Length > 0 ? spiffe.Select(OfSpiffe) : alternative.EnumerateDnsNames().Select(OfDns);
    }

    private static (string, string)? OfSpiffe(string uri) =>
        uri[Spiffe.Length..].Split('/') is [{ Length: > 0 } mesh, { Length: > 0 } service] ? (mesh, service) : null;

    private static (string, string)? OfDns(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && dot < name.Length - 1 && !name.Contains('*') ? (name[(dot + 1)..], name[..dot]) : null;
    }

    private static IEnumerable<string> UrisOf(X509SubjectAlternativeNameExtension alternative)
    {
        var names = new AsnReader(alternative.RawData, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(UriTag)) yield return names.ReadCharacterString(UniversalTagNumber.IA5String, UriTag);
            else names.ReadEncodedValue();
        }
    }
}
