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
internal sealed class ProxyAuthentication(ControlPlaneOptions options, DataplaneTokens tokens, Callers callers, KeyringLoop keyring)
    : IProxyAuthentication
{
    private const string Header = "authorization";
    private const string Scheme = "Bearer ";

    // He may look at whatever any proxy gets.
    private static readonly ProxyIdentity Admin = new(AuthenticationWay.Token);

    public async ValueTask<Authenticated> AuthenticateAsync(StreamStart start, Peer peer, CancellationToken cancelled)
    {
        var ways = options.XdsAuth;
        if (ways.Contains(AuthenticationWay.Token) && peer.Headers.GetValueOrDefault(Header) is { Length: > 0 } sent)
        {
            await keyring.Loaded.WaitAsync(cancelled); // until then every token would seem to be another's
            var token = WithoutScheme(sent);
            var isAdmin = StreamHost.IsObserver(start) && await IsAdminAsync(token, cancelled);
            return isAdmin ? Authenticated.As(Admin) : await ByTokenAsync(token, start);
        }

        if (ways.Contains(AuthenticationWay.Mtls) && peer.Certificate is { } certificate) return ByCertificate(certificate);
        return ways.Contains(AuthenticationWay.None)
            ? Authenticated.As(ProxyIdentity.Unknown)
            : Authenticated.Refuse(RefusalReason.Missing, StreamEndCode.Unauthenticated, Wanted);
    }

    // Envoy sends none.
    private static string WithoutScheme(string sent) =>
        sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? sent[Scheme.Length..].Trim() : sent;

    private string Wanted => "a proxy has to show who it is: send " + string.Join(" or ", options.XdsAuth.Select(way =>
        way == AuthenticationWay.Mtls ? "a client certificate" : $"a dataplane token as the header {Header}"));

    private async ValueTask<bool> IsAdminAsync(string token, CancellationToken cancelled) =>
        (await callers.ByTokenAsync(token, cancelled)).Caller.Has(Role.Admin);

    private async ValueTask<Authenticated> ByTokenAsync(string sent, StreamStart start)
    {
        var (token, fault) = await tokens.ReadAsync(sent, NodeName.Parse(start.NodeId)?.Mesh);
        if (token is null) return Unauthenticated(fault);
        if (tokens.FaultOf(token) is { } now) return Unauthenticated(now);
        return token.Claims.Type is null or DataplaneClaims.DataplaneType
            ? Authenticated.As(new TokenIdentity(token))
            : Authenticated.Refuse(
                RefusalReason.WrongType, StreamEndCode.PermissionDenied, $"the token is not for a {DataplaneClaims.DataplaneType}");
    }

    private static Authenticated ByCertificate(X509Certificate2 certificate) =>
        CertificateNames.IdentityOf(certificate, out var wrong) is { } identity
            ? Authenticated.As(identity)
            : Authenticated.Refuse(RefusalReason.UnnamedCertificate, StreamEndCode.Unauthenticated, wrong!);

    private static Authenticated Unauthenticated(RefusalReason reason) =>
        Authenticated.Refuse(reason, StreamEndCode.Unauthenticated, TokenFaults.Of(reason));
}
