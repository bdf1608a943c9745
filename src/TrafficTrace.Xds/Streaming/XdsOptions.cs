using System.Collections.Immutable;

namespace TrafficTrace.Xds.Streaming;

/// <summary>Limits of the server; each keeps a client from growing what it must not.</summary>
public sealed record XdsOptions
{
    /// <summary>Sent as <c>control_plane.identifier</c>: which instance answered.</summary>
    public string Identifier { get; init; } = Environment.MachineName;

    /// <summary>
    /// Of a node's metadata, the fields that are kept for the host: a text, or the texts and numbers of a struct. Of the rest nothing is.
    /// </summary>
    public ImmutableArray<string> KeptMetadata { get; init; } = [];

    /// <summary>Open streams in all.</summary>
    public int MaxStreams { get; init; } = 50_000;

    /// <summary>Open streams of one address: ten thousand proxies behind a translation of addresses, and as many that reconnect.</summary>
    public int MaxStreamsPerAddress { get; init; } = 20_000;

    /// <summary>Open streams of one node: per-type streams, a hot restart and a reconnect side by side.</summary>
    public int MaxStreamsPerNode { get; init; } = 32;

    /// <summary>Resource names that one type of one stream may name, and as many that it may leave to be told gone.</summary>
    public int MaxNames { get; init; } = 100_000;

    /// <summary>
    /// Bytes that the names and texts may take that all clients together make the server remember; beside what each stream may take in
    /// any case.
    /// </summary>
    public long MaxHeldBytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>Of those, the bytes of one address.</summary>
    public long MaxHeldBytesPerAddress { get; init; } = 256 * 1024 * 1024;

    /// <summary>
    /// Bytes of a response that gRPC clients take unless told otherwise; Envoy takes any. What is larger is sent, counted and logged.
    /// </summary>
    public int LargeResponse { get; init; } = 4 * 1024 * 1024;

    /// <summary>A client that has not taken a response after this long is cut off.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How old a stream gets (xds R136), give or take a tenth, so that those that came together do not go together; null for no limit.
    /// </summary>
    public TimeSpan? MaxStreamAge { get; init; }

    /// <summary>What is given or taken.</summary>
    public Random Jitter { get; init; } = Random.Shared;
}
