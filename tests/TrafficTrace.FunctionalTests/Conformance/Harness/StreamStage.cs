namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>How far a stream has come when something ends it.</summary>
public enum StreamStage
{
    /// <summary>The client has not said who it is.</summary>
    Silent,

    /// <summary>It has asked, and there is no snapshot for it.</summary>
    Waiting,

    /// <summary>It was sent something that it has not answered.</summary>
    Unanswered,

    /// <summary>It has rejected something.</summary>
    Rejected,

    /// <summary>It has accepted all that there is.</summary>
    Idle,
}
