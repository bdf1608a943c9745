namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Proxies that have connected, and that have no stream any more, by node id.</summary>
internal sealed record ProxyEvent(CountedNames Connected, CountedNames Gone);
