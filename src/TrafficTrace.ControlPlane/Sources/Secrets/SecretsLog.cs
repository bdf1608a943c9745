using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Sources.Secrets;

/// <summary>What is logged of secrets, never a value. Numbers 2620 to 2639; a number that goes is not given again.</summary>
internal static partial class SecretsLog
{
    [LoggerMessage(2620, LogLevel.Information, "secret {Secret} is there")]
    public static partial void SecretRead(this ILogger log, string secret);

    [LoggerMessage(2621, LogLevel.Information, "secret {Secret} has another value")]
    public static partial void SecretChanged(this ILogger log, string secret);

    [LoggerMessage(2622, LogLevel.Warning, "secret {Secret} is gone")]
    public static partial void SecretGone(this ILogger log, string secret);

    [LoggerMessage(2623, LogLevel.Error, "{Problem}")]
    public static partial void SecretProblem(this ILogger log, Finding problem);

    [LoggerMessage(2624, LogLevel.Information, "over: {Problem}")]
    public static partial void SecretProblemOver(this ILogger log, Finding problem);

    [LoggerMessage(2625, LogLevel.Warning, "more of the secrets, which is not shown: {Count}")]
    public static partial void MoreOfSecrets(this ILogger log, int count);
}
