namespace TrafficTrace.Cli.Migrating;

internal enum Outlook
{
    /// <summary>It is traced as before, or untraced as before.</summary>
    Same,

    /// <summary>It is served, and something of it is not as before.</summary>
    Differs,

    /// <summary>It can't be served as its documents stand.</summary>
    Refused,
}
