namespace TrafficTrace.Xds.Protocol;

/// <summary>How far a client is on its way to what it should hold of one type.</summary>
public enum TypeProgress
{
    Accepted,

    /// <summary>Not sent yet, not answered yet, or the client said nothing that tells.</summary>
    Pending,

    /// <summary>It rejects something of what it should hold.</summary>
    Rejected,
}
