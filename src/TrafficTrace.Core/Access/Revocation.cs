namespace TrafficTrace.Core.Access;

/// <summary>A token of that purpose and id (<c>jti</c>) is good no more.</summary>
public sealed record Revocation(KeyPurpose Purpose, string TokenId, DateTimeOffset At)
{
    /// <summary>Characters of an id.</summary>
    public const int LongestId = 256;
}
