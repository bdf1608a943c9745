using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>An issuer of OpenID Connect whose tokens are taken.</summary>
/// <param name="Issuer">As its tokens have it in <c>iss</c>; what is below <c>/.well-known</c> is read from there.</param>
/// <param name="Audience">That a token has to have in <c>aud</c>.</param>
/// <param name="Groups">Groups here, by group of the issuer. A group that is not in it gives nothing.</param>
internal sealed record OidcOptions(string Issuer, string Audience, ImmutableArray<KeyValuePair<string, string>> Groups);
