namespace TrafficTrace.Cli.Overlay;

/// <summary>What a runtime layer can do to a connection manager.</summary>
internal enum Steering
{
    /// <summary>Both its keys act.</summary>
    Steerable,

    /// <summary>It can trace less, and no more: a sampler of its own decides.</summary>
    Capped,

    /// <summary>Nothing.</summary>
    Deaf,
}
