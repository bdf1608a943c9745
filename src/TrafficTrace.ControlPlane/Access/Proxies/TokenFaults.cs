using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>What is wrong with a token, for people: nothing of the token itself.</summary>
internal static class TokenFaults
{
    public static string Of(RefusalReason fault) => fault switch
    {
        RefusalReason.Unreadable => "what was sent is no dataplane token",
        RefusalReason.UnknownKey =>
            "the token is signed with a key that its mesh does not have: make a new one (traffictrace generate dataplane-token)",
        RefusalReason.WrongSignature => "the token is not signed by the key that it names",
        RefusalReason.NotYetValid => "the token is not valid yet: look at the clocks",
        RefusalReason.Expired => "the token has expired: make a new one (traffictrace generate dataplane-token)",
        RefusalReason.Revoked => "the token is revoked",
        _ => "the token is not good",
    };
}
