namespace TrafficTrace.Xds.Streaming;

/// <summary>Why the server ends a stream: gRPC's status codes under its own numbers, as far as a host may give them.</summary>
public enum StreamEndCode
{
    InvalidArgument = 3,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    Unavailable = 14,
    Unauthenticated = 16,
}
