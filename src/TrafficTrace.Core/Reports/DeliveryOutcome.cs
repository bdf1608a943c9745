namespace TrafficTrace.Core.Reports;

/// <summary>How far what a policy says has come: the first that holds.</summary>
public enum DeliveryOutcome
{
    /// <summary>The mesh is frozen, so what is said now does not count yet.</summary>
    Frozen,

    /// <summary>At least one proxy rejects what it should have.</summary>
    Rejected,

    /// <summary>At least one connected proxy has not answered yet.</summary>
    Delivering,

    /// <summary>Every connected proxy has accepted; who is offline holds nothing up.</summary>
    Delivered,
}
