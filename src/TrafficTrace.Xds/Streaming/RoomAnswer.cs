namespace TrafficTrace.Xds.Streaming;

/// <summary>Whether there was room.</summary>
public enum RoomAnswer
{
    Taken,

    /// <summary>All clients together have taken it.</summary>
    Full,

    /// <summary>The client's address has as much as one may have.</summary>
    FullForAddress,
}
