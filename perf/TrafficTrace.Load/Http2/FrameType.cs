namespace TrafficTrace.Load.Http2;

/// <summary>HTTP/2 frame types (RFC 9113, section 6) that a client of a gRPC server meets.</summary>
internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    ResetStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
}
