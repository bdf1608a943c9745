namespace TrafficTrace.Load.Servers;

/// <summary>What a scenario changes.</summary>
internal enum Change
{
    /// <summary>The sampling of all backends: new listeners, or a new runtime layer, for every proxy.</summary>
    Sampling,

    /// <summary>The backend of one proxy.</summary>
    OnePolicy,

    /// <summary>An endpoint of one service comes or goes.</summary>
    OneEndpoint,
}
