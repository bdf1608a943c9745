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

    /// <summary>The Mesh is no file's any more, so that the API may write it: nobody is traced until it does.</summary>
    MeshLeavesFiles,
}
