namespace TrafficTrace.Cli.Output;

/// <summary>The parts of a proxy's configuration, in the order in which Envoy asks for them.</summary>
internal enum ConfigurationType
{
    Runtime,
    Clusters,
    Endpoints,
    Listeners,
    Routes,
}
