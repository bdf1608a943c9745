using System.Runtime.InteropServices;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>Linux's <c>struct statx_timestamp</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal readonly struct StatxTime
{
    [FieldOffset(0)]
    private readonly long _seconds;

    [FieldOffset(8)]
    private readonly uint _nanoseconds;

    public DateTime ToDateTime() =>
        DateTime.UnixEpoch.AddTicks((_seconds * TimeSpan.TicksPerSecond) + (_nanoseconds / TimeSpan.NanosecondsPerTick));
}
