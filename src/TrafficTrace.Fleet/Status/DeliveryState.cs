namespace TrafficTrace.Fleet.Status;

public enum DeliveryState
{
    Accepted,
    Rejected,
    Pending,
    Offline,

    /// <summary>The control plane that has it, or had it last, does not answer for a while.</summary>
    Unknown,
}
