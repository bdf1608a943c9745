namespace TrafficTrace.ControlPlane.Ports;

/// <summary>Marks an endpoint that is no gRPC method and is served on the xDS ports all the same.</summary>
internal sealed record OnXdsPort;
