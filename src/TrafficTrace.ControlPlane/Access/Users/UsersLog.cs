namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>What is logged of tokens of users, never a token. Numbers from 2860 on.</summary>
internal static partial class UsersLog
{
    [LoggerMessage(2860, LogLevel.Warning,
        "the API is reached from other machines, and no user has a token yet: {File} holds one of an admin, good until {Until:u}; make "
            + "others by it (traffictrace generate user-token), and delete it")]
    public static partial void FirstToken(this ILogger log, string file, DateTimeOffset until);

    [LoggerMessage(2861, LogLevel.Error,
        "the API is reached from other machines, no user has a token yet, and a first one can't be written: {Reason}")]
    public static partial void NoFirstToken(this ILogger log, string reason);

    [LoggerMessage(2862, LogLevel.Information, "{By} has made token {Id} for {Name} in {Groups}, good until {Until:u}")]
    public static partial void Issued(
        this ILogger log, string by, string id, string name, string groups, DateTimeOffset until);
}
