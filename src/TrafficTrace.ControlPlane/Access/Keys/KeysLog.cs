namespace TrafficTrace.ControlPlane.Access.Keys;

/// <summary>What is logged of keys: never a key. Numbers 2840 to 2849; a number that goes is not given again.</summary>
internal static partial class KeysLog
{
    [LoggerMessage(2840, LogLevel.Error, "{Reason}. The keys and revocations that are known stay in force")]
    public static partial void KeysSealed(this ILogger log, string reason);

    [LoggerMessage(2841, LogLevel.Information, "{By} has made signing key {Serial} for {Purpose}")]
    public static partial void KeyMade(this ILogger log, string by, string purpose, string serial);

    [LoggerMessage(2842, LogLevel.Information, "{By} has taken signing key {Serial} of {Purpose} away: what it has signed is good no more")]
    public static partial void KeyGone(this ILogger log, string by, string purpose, string serial);

    [LoggerMessage(2843, LogLevel.Information, "{By} has brought signing key {Serial} for {Purpose}")]
    public static partial void KeyTaken(this ILogger log, string by, string purpose, string serial);

    [LoggerMessage(2844, LogLevel.Information, "{By} has revoked {Count} tokens of {Purpose}")]
    public static partial void Revoked(this ILogger log, string by, int count, string purpose);
}
