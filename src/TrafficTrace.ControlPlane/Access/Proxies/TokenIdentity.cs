using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>Of a proxy that has shown a dataplane token.</summary>
internal sealed record TokenIdentity : ProxyIdentity
{
    public TokenIdentity(DataplaneToken token)
        : base(AuthenticationWay.Token)
    {
        Token = token;
        Mesh = token.Purpose.Mesh; // by whose keys it is signed
        Name = token.Claims.Name;
        Tags = token.Claims.Tags;
        ExpiresAt = token.Claims.Until;
    }

    public DataplaneToken Token { get; }
}
