namespace TrafficTrace.Cli.Converting;

/// <summary>The kind of policy to convert to.</summary>
internal enum ConvertTarget
{
    /// <summary>Kuma's later policy, which holds its backend itself.</summary>
    MeshTrace,

    TrafficTrace,
}
