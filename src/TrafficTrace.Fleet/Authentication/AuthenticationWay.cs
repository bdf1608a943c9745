namespace TrafficTrace.Fleet.Authentication;

/// <summary>How a proxy shows who it is.</summary>
public enum AuthenticationWay
{
    /// <summary>It does not: what it says of itself is taken as it is.</summary>
    None,

    /// <summary>By a dataplane token that it sends along.</summary>
    Token,

    /// <summary>By the certificate of its connection.</summary>
    Mtls,
}
