namespace TrafficTrace.ControlPlane.Access;

/// <summary>What a path asks of its caller.</summary>
internal enum Right
{
    /// <summary>Whoever reaches the port.</summary>
    Nothing,

    /// <summary>Whoever shows who he is, whatever he may do.</summary>
    Name,

    /// <summary>To see all that is told; nothing of it is secret.</summary>
    Read,

    /// <summary>To change documents of a mesh; of which kinds, the groups say.</summary>
    Write,

    /// <summary>Everything, but for what is between replicas.</summary>
    Admin,

    /// <summary>To be another replica, and nobody else.</summary>
    Replica,
}
