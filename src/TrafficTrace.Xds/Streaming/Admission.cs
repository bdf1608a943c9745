namespace TrafficTrace.Xds.Streaming;

/// <summary>The host's answer to a stream that has said who it is.</summary>
/// <param name="Variant">Which of the node's snapshots the stream gets; what a variant means is the host's affair.</param>
/// <param name="Observer">The client only looks at what a node would get: it counts in no status and in no limit of that node.</param>
/// <param name="SnapshotFollows">
/// The host looks for a snapshot once the stream is open, and then calls <see cref="XdsStream.LookedForSnapshot"/>. Else a client
/// that ends its side at once gets what is in the cache by then.
/// </param>
/// <param name="Confidential">
/// The stream may be sent confidential resources. For one that may not, there are none: it is told that what it asks for does not exist.
/// </param>
public sealed record Admission(string Variant, bool Observer = false, bool SnapshotFollows = false, bool Confidential = false)
{
    /// <summary>Who the host takes the stream for; the engine keeps it for the host, and looks at nothing of it.</summary>
    public object? Identity { get; init; }

    /// <summary>What else the host wants to find at the stream; the engine looks at nothing of it.</summary>
    public object? Ticket { get; init; }

    /// <summary>Why the stream is not admitted; null when it is.</summary>
    public StreamEnd? Refusal { get; private init; }

    public static Admission Refuse(StreamEndCode code, string text) => new("") { Refusal = new StreamEnd(code, text) };
}
