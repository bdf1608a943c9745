namespace TrafficTrace.Load.Proxies;

/// <summary>What a proxy has asked for and holds, in one of the two variants of the protocol.</summary>
internal interface ISubscriptions
{
    /// <summary>Path of the gRPC method.</summary>
    string Path { get; }

    /// <summary>Number of the node in a request.</summary>
    int NodeField { get; }

    /// <summary>A new stream begins: nonces mean nothing any more, versions still do.</summary>
    void Restart();

    /// <summary>Takes a response in. The type of which it changed the names to ask for: endpoints or routes; null when none.</summary>
    XdsType? Take(in DiscoveryResponse response);

    /// <summary>Writes the next request of a type, node excepted. It acknowledges the response taken last.</summary>
    void Write(XdsType type, ProtoWriter request);
}
