namespace TrafficTrace.ControlPlane.Access.Keys;

/// <summary>What is logged of keys: never a key. Numbers 2840 to 2849; a number that goes is not given again.</summary>
internal static partial class KeysLog
{
    [LoggerMessage(2840, LogLevel.Error, "{Reason}. The keys and revocations that are known stay in force")]
    public static partial void KeysSealed(this ILogger log, string reason);
}
