namespace TrafficTrace.Xds.Protocol;

/// <summary>Why a client does not take a resource, which decides when it is offered again (xds R26).</summary>
public enum RejectionCause
{
    /// <summary>The content can't be right, or the client's words are not known: it waits until it changes.</summary>
    Content,

    /// <summary>An address in use, a file that can't be read: it is offered again after a pause.</summary>
    Machine,

    /// <summary>A cluster that is not known yet: as <see cref="Machine"/>, and at once when the client accepts clusters.</summary>
    Cluster,

    /// <summary>Another listener that has its address: as <see cref="Machine"/>, and at once when the client accepts listeners.</summary>
    Listener,
}
