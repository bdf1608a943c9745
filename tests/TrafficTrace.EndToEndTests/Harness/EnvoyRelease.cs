namespace TrafficTrace.EndToEndTests.Harness;

internal enum EnvoyRelease
{
    Current,

    /// <summary>1.36, the oldest that is supported.</summary>
    Oldest,
}
