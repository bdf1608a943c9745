namespace TrafficTrace.Core.Reports;

/// <summary>What became of a policy among the others.</summary>
public enum PolicyOutcome
{
    /// <summary>At least one Dataplane or overlay proxy has it.</summary>
    Wins,

    /// <summary>It selects Dataplanes or overlay proxies, and each has another policy.</summary>
    Outranked,

    /// <summary>It selects no Dataplane and no overlay proxy that is connected.</summary>
    MatchesNothing,

    /// <summary>Dataplanes have it, and are not traced, since the backend is not there.</summary>
    BackendMissing,
}
