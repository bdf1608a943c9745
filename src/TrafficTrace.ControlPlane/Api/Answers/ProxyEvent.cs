using TrafficTrace.Core.Reports;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Proxies that have connected, and that have no stream any more, by node id.</summary>
internal sealed record ProxyEvent(SomeNames Connected, SomeNames Gone);
