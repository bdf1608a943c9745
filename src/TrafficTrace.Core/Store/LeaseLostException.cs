namespace TrafficTrace.Core.Store;

/// <summary>A write was refused, and nothing of it is done: its lease belongs to another process by now.</summary>
public sealed class LeaseLostException(Lease lease)
    : Exception($"the lease '{lease.Name}' of term {lease.Term} belongs to another process now")
{
    public Lease Lease => lease;
}
