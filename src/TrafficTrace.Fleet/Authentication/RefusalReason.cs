namespace TrafficTrace.Fleet.Authentication;

/// <summary>Why a stream is not let in, or ends.</summary>
public enum RefusalReason
{
    /// <summary>Nothing was shown by which it could be known.</summary>
    Missing,

    /// <summary>What was shown is no token: three parts, its claims as they must be.</summary>
    Unreadable,

    /// <summary>The token has no <c>kid</c>, or there is no key of its mesh and serial.</summary>
    UnknownKey,

    /// <summary>The key has not signed the token, or not by RS256.</summary>
    WrongSignature,

    /// <summary>The token is not good yet.</summary>
    NotYetValid,

    Expired,

    Revoked,

    /// <summary>The token is one of another type of proxy.</summary>
    WrongType,

    /// <summary>The names of the certificate are not those of a proxy.</summary>
    UnnamedCertificate,

    /// <summary>What was shown is another's: of another mesh, name, or tags.</summary>
    Misfit,

    /// <summary>The Dataplane that it has brought is not taken.</summary>
    Registration,
}
