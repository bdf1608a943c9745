using Microsoft.IdentityModel.Tokens;
using TrafficTrace.Core.Access;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>A token whose signature is good.</summary>
/// <param name="Claims">What it says.</param>
/// <param name="Purpose">Of the key that signed it, and so of its revocation.</param>
/// <param name="SignedBy">That key.</param>
internal sealed record DataplaneToken(DataplaneClaims Claims, KeyPurpose Purpose, RsaSecurityKey SignedBy);
