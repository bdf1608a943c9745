namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Proxies with inbounds, and those in front of a gateway, which are all delegated ones.</summary>
internal sealed record DataplanesByTypeAnswer(CountAnswer Standard, CountAnswer Gateway, CountAnswer GatewayDelegated)
{
    public CountAnswer GatewayBuiltin { get; } = CountAnswer.None;
}
