using Microsoft.IdentityModel.JsonWebTokens;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>Who makes a request: by the token that it shows, else by where it comes from.</summary>
internal sealed class Callers(ControlPlaneOptions options, UserTokens own, OidcTokens issued, ReplicaTokens replicas)
{
    /// <summary>In characters: no token of ours or of an issuer is nearly as long.</summary>
    private const int LongestToken = 16 * 1024;

    private const string Scheme = "Bearer ";

    public ValueTask<Identified> OfAsync(HttpContext context) => context.Request.Headers.Authorization switch
    {
        [] => ValueTask.FromResult(ByAddress(context)),
        [{ } only] when only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) =>
            ByTokenAsync(only[Scheme.Length..].Trim(), context.RequestAborted),
        _ => ValueTask.FromResult(Identified.Refused("is not sent as \"Authorization: Bearer TOKEN\"")),
    };

    /// <param name="token">As it was sent, whatever it holds.</param>
    /// <param name="cancelled">Who asks has left.</param>
    public async ValueTask<Identified> ByTokenAsync(string token, CancellationToken cancelled)
    {
        if (token.Length > LongestToken || Read(token) is not { } read) return Identified.Refused("is none: it can't be read");
        if (read.Issuer == ReplicaTokens.Issuer) return await replicas.ReadAsync(read);
        return options.Oidc?.Issuer == read.Issuer ? await issued.ReadAsync(read, cancelled) : await own.ReadAsync(read);
    }

    private Identified ByAddress(HttpContext context) => LocalAdmin.WhyNot(options, context) is { } why
        ? Identified.Nobody(why)
        : new(Caller.LocalAdmin);

    private static JsonWebToken? Read(string token)
    {
        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
