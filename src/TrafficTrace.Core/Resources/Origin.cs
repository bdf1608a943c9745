namespace TrafficTrace.Core.Resources;

/// <summary>Who says what a document says, in order of precedence: of several that say something of one key, the first counts.</summary>
public enum Origin
{
    File,
    Kubernetes,
    Api,

    /// <summary>A proxy that brought its own Dataplane.</summary>
    NodeMetadata,
}
