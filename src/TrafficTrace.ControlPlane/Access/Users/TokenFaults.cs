using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>What is wrong with a token, in words that hold nothing of it.</summary>
internal static class TokenFaults
{
    public const string Unreadable = "is none: it can't be read";
    public const string UnknownKey = "is signed with a key that is not known here";
    public const string Revoked = "is revoked";
    public const string Nameless = "names nobody";
    public const string OddTags = "has tags that are no lists of texts by key";

    public static string Of(Exception fault) => fault switch
    {
        SecurityTokenInvalidAudienceException => "is for another audience",
        SecurityTokenSignatureKeyNotFoundException => UnknownKey,
        SecurityTokenException => "is not signed as it has to be",
        _ => Unreadable,
    };

    /// <summary>Null while the token is good. One without an end never is.</summary>
    /// <param name="token">Signed.</param>
    /// <param name="now">The present time.</param>
    /// <param name="skew">How far another's clock may be from this one.</param>
    public static string? OfTime(JsonWebToken token, DateTimeOffset now, TimeSpan skew)
    {
        if (token.ValidTo == DateTime.MinValue) return "has no end";
        if (token.ValidTo <= now.UtcDateTime - skew) return "is expired";
        return token.ValidFrom > now.UtcDateTime + skew ? "is not valid yet" : null;
    }
}
