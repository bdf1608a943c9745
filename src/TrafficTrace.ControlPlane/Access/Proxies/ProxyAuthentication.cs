using System.Security.Cryptography.X509Certificates;
using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>
/// Who opens a stream, by the ways that the options allow: a token that is sent, else the certificate of the connection, else nothing. What
/// is shown must be good, also where nothing need be shown.
/// </summary>
internal sealed class ProxyAuthentication(ControlPlaneOptions options, DataplaneTokens tokens, KeyringLoop keyring, Callers callers)
    : IProxyAuthentication
{
    private const string Header = "authorization";
    private const string Scheme = "Bearer ";

    public async ValueTask<Authenticated> AuthenticateAsync(StreamStart start, Peer peer, CancellationToken cancelled)
    {
        var ways = options.XdsAuth;
        if (ways.Contains(AuthenticationWay.Token) && peer.Headers.GetValueOrDefault(Header) is { Length: > 0 } sent)
        {
            await keyring.Loaded.WaitAsync(cancelled); // until then every token would seem to be another's
            return await ByTokenAsync(sent, start, cancelled);
        }

        if (ways.Contains(AuthenticationWay.Mtls) && peer.Certificate is { } certificate) return ByCertificate(certificate);
        return ways.Contains(AuthenticationWay.None)
            ? Authenticated.As(ProxyIdentity.Unknown)
            : Authenticated.Refuse(RefusalReason.Missing, StreamEndCode.Unauthenticated, Wanted);
    }

    private string Wanted => "a proxy has to show who it is: send " + string.Join(" or ", options.XdsAuth.Select(way =>
        way == AuthenticationWay.Mtls ? "a client certificate" : $"a dataplane token as the header {Header}"));

    private async ValueTask<Authenticated> ByTokenAsync(string sent, StreamStart start, CancellationToken cancelled)
    {
        var text = sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? sent[Scheme.Length..].Trim() : sent; // Envoy sends none
        var (token, fault) = await tokens.ReadAsync(text, NodeName.Parse(start.NodeId)?.Mesh);
        if (token is null) return await OfAdminAsync(start, text, cancelled) ?? Unauthenticated(fault);
        if (tokens.FaultOf(token) is { } now) return Unauthenticated(now);
        return token.Claims.Type is null or DataplaneClaims.DataplaneType
            ? Authenticated.As(new TokenIdentity(token))
            : Authenticated.Refuse(
                RefusalReason.WrongType, StreamEndCode.PermissionDenied, $"the token is not for a {DataplaneClaims.DataplaneType}");
    }

    /// <summary>An admin may look at what any proxy is served, as one that takes nothing of it. Null for anybody else.</summary>
    private async ValueTask<Authenticated?> OfAdminAsync(StreamStart start, string token, CancellationToken cancelled) =>
        StreamHost.IsObserver(start) && (await callers.ByTokenAsync(token, cancelled)).Caller.Has(Role.Admin)
            ? Authenticated.As(new ProxyIdentity(AuthenticationWay.Token))
            : null;

    private static Authenticated ByCertificate(X509Certificate2 certificate) =>
        CertificateNames.IdentityOf(certificate, out var wrong) is { } identity
            ? Authenticated.As(identity)
            : Authenticated.Refuse(RefusalReason.UnnamedCertificate, StreamEndCode.Unauthenticated, wrong!);

    private static Authenticated Unauthenticated(RefusalReason reason) =>
        Authenticated.Refuse(reason, StreamEndCode.Unauthenticated, TokenFaults.Of(reason));
}
