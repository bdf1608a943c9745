using System.Net;

namespace TrafficTrace.Fleet.Registration;

/// <summary>Who says that a name is his.</summary>
/// <param name="Address">From where; null when that is not known.</param>
/// <param name="IsNamed">He has shown that the name is his, and not only that he may have one.</param>
public sealed record Claimant(IPAddress? Address, bool IsNamed)
{
    /// <summary>
    /// Whether he takes the name from one who is there and says something else: a proxy that was started anew is at the same address, and
    /// comes before the server has seen the old one go.
    /// </summary>
    public bool MayReplace(Claimant other) => IsNamed || (Address is not null && Address.Equals(other.Address));
}
