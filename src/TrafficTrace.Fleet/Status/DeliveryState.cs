namespace TrafficTrace.Fleet.Status;

public enum DeliveryState
{
    Accepted,
    Rejected,
    Pending,
    Offline,
}
